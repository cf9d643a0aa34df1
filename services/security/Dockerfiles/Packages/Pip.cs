using Cortex.Documents.Dockerfiles;
using Cortex.Security.Dockerfiles.Runs;
using Cortex.Security.Dockerfiles.Shell;

namespace Cortex.Security.Dockerfiles.Packages;

/// <summary>pip: https://pip.pypa.io/en/stable/cli/pip_install/.</summary>
internal static class Pip
{
    private const string NoCache = "PIP_NO_CACHE_DIR";

    private static readonly HashSet<string> WithValue = new(StringComparer.Ordinal)
    {
        "-r", "--requirement", "-c", "--constraint", "-e", "--editable", "-t", "--target", "-i", "--index-url", "--extra-index-url", "-f", "--find-links", "-b", "--build", "-d", "--src", "--root", "--prefix",
        "--trusted-host", "--python", "--python-version", "--platform", "--implementation", "--abi", "--timeout", "--retries", "--cache-dir", "--log", "--proxy", "--cert", "--client-cert", "--progress-bar",
        "--upgrade-strategy", "--install-option", "--global-option", "--no-binary", "--only-binary", "--exists-action", "--root-user-action", "--use-feature", "--report", "-C", "--config-settings",
    };

    private static readonly string[] Versions = ["==", ">=", "<=", "~=", "!=", ">", "<"];
    private static readonly string[] Files = [".whl", ".tar.gz", ".tar.bz2", ".tgz", ".zip", ".tar"];

    public static void Look(DockerfileLook look, StageRun run)
    {
        foreach (var command in run.Commands)
        {
            if (Install(command) is not { } install)
                continue;
            if (install.Has("--trusted-host"))
                look.Report("download-unverified", run, command, "pip trusts the host without a certificate; leave --trusted-host out and give the certificate with --cert.", "pip");
            if (!install.Has("-r", "--requirement", "-c", "--constraint"))
            {
                var unpinned = install.Operands(WithValue).Skip(1).Select(word => word.Text).Where(IsUnpinned).ToList();
                if (unpinned.Count > 0)
                    look.Report("unpinned-pip-package", run, command, $"{PackageNames.Some(unpinned)} in whatever version there is; write package==version.");
            }

            if (!install.Has("--no-cache-dir") && !IsSet(run, command) && !run.Mounts("/root/.cache/pip") && !run.Instruction.Flags.Any(f => f.Value.Contains("/pip", StringComparison.Ordinal)) && look.Reaches(run.Stage, run.Instruction))
                look.Report("pip-cache-kept", run, command, "pip keeps what it downloads in the image; add --no-cache-dir.");
        }
    }

    private static ShellCommand? Install(ShellCommand command)
    {
        var pip = command;
        if (command.Name.StartsWith("python", StringComparison.Ordinal) && command.Arguments is [{ Text: "-m" }, { Text: "pip" or "pip3" }, ..])
            pip = new() { Name = "pip", Arguments = [.. command.Arguments.Skip(2)], Assignments = command.Assignments, Offset = command.Offset, Joined = command.Joined, Depth = command.Depth };
        return IsPip(pip.Name) && pip.Verb(WithValue) == "install" ? pip : null;
    }

    private static bool IsPip(string name) => name.StartsWith("pip", StringComparison.Ordinal) && name.Skip(3).All(c => char.IsAsciiDigit(c) || c == '.');

    private static bool IsUnpinned(string package)
    {
        if (package is ['.' or '/' or '$' or '~', ..] || Array.Exists(Files, ending => package.EndsWith(ending, StringComparison.Ordinal)) || package.StartsWith("file:", StringComparison.Ordinal))
            return false;
        if (package.Contains("://", StringComparison.Ordinal))
            return package.StartsWith("git+", StringComparison.Ordinal) && !package[(package.LastIndexOf('/') + 1)..].Contains('@', StringComparison.Ordinal);
        return !Array.Exists(Versions, sign => package.Contains(sign, StringComparison.Ordinal)) && !package.Contains('@', StringComparison.Ordinal);
    }

    private static bool IsSet(StageRun run, ShellCommand command)
    {
        var inCommand = command.Assignments.Where(a => a.Key == NoCache).Select(a => (string?)a.Value);
        var exported = run.Commands.TakeWhile(c => c != command)
            .Where(c => c.Name is "export" or "")
            .SelectMany(c => c.Assignments.Select(a => $"{a.Key}={a.Value}").Concat(c.Arguments.Select(a => a.Text)))
            .Where(text => text.StartsWith(NoCache + "=", StringComparison.Ordinal))
            .Select(text => (string?)text[(NoCache.Length + 1)..]);
        var inherited = run.Stage.Lineage.SelectMany(stage => stage.Instructions.Where(i => i.Keyword == "ENV" && (stage != run.Stage || i.Line < run.Instruction.Line)))
            .SelectMany(InstructionWords.Pairs)
            .Where(pair => pair.Key == NoCache)
            .Select(pair => pair.Value);
        return inCommand.Concat(exported).Concat(inherited).FirstOrDefault() is { } value && value.ToLowerInvariant() is not ("" or "0" or "no" or "off" or "false");
    }
}
