using System.Text.RegularExpressions;
using Cortex.Documents.Dockerfiles;
using Cortex.Security.Dockerfiles.Shell;

namespace Cortex.Security.Dockerfiles.Runs;

/// <summary>Scripts that hide a failure or remove too much.</summary>
internal static partial class ShellTraps
{
    // What a build cannot do without: when one of these fails the image is not what it should be.
    private static readonly HashSet<string> Needed = new(StringComparer.Ordinal)
    {
        "apt-get", "apt", "apk", "yum", "dnf", "microdnf", "zypper", "pip", "pip3", "npm", "yarn", "pnpm", "gem", "bundle", "go", "cargo", "mvn", "gradle", "dotnet", "composer", "curl", "wget", "git",
        "tar", "unzip", "make", "cmake", "gcc", "sha256sum", "sha512sum", "gpg",
    };

    public static void Look(DockerfileLook look, StageRun run)
    {
        Pipes(look, run);
        Sequence(look, run);
        foreach (var rm in run.Named("rm").Where(c => c.Has("-r", "-R", "--recursive")))
        {
            foreach (var word in rm.Operands().Where(word => word.Expands && Root().IsMatch(word.Text)))
            {
                var name = Root().Match(word.Text).Groups["name"].Value;
                if (!IsKnown(run, rm, name))
                    look.Report("rm-of-variable", run, rm, $"rm -r {word.Text} removes the system's own folders when {name} is empty; write \"${{{name}:?}}/...\", which stops then.", name);
            }
        }
    }

    private static void Pipes(DockerfileLook look, StageRun run)
    {
        if (run.Shell.PipeFail || run.Instruction.Exec is not null)
            return;
        var pipe = run.Commands.FirstOrDefault(c => c.PipesOn);
        if (pipe is not null && !run.Commands.TakeWhile(c => c != pipe).Any(c => c.Name == "set" && c.Arguments.Any(a => a.Text == "pipefail")))
            look.Report("pipe-hides-failure", run, pipe, $"When {pipe.Name} fails, the pipe and so the build go on; write SHELL [\"/bin/bash\", \"-o\", \"pipefail\", \"-c\"] before the RUN.");
    }

    private static void Sequence(DockerfileLook look, StageRun run)
    {
        if (run.Shell.StopsOnError || run.Instruction.Exec is not null)
            return;
        for (var i = 0; i + 1 < run.Commands.Count; i++)
        {
            var (command, next) = (run.Commands[i], run.Commands[i + 1]);
            if (command.Name == "set" && (command.Has("-e") || command.Arguments.Any(a => a.Text == "errexit")))
                return;
            if (command.Depth == 0 && next is { Depth: 0, Joined: Joined.Sequence } && Needed.Contains(command.Name) && !command.PipesOn)
                look.Report("failure-lost", run, command, $"When {command.Name} fails, what follows is run all the same and the build goes on; join the commands with && or begin with set -e.", command.Name);
        }
    }

    /// <summary>Whether the variable has a value before the command, in the script or by ARG and ENV.</summary>
    private static bool IsKnown(StageRun run, ShellCommand rm, string name) =>
        run.Commands.TakeWhile(c => c != rm).Any(c => c.Assignments.Any(a => a.Key == name && a.Value.Length > 0 && a.Value[0] != '$') || (c.Name == "export" && c.Arguments.Any(a => a.Text.StartsWith(name + "=", StringComparison.Ordinal))))
        || run.Stage.Lineage.SelectMany(stage => stage.Instructions.Where(i => i.Keyword is "ENV" or "ARG" && (stage != run.Stage || i.Line < run.Instruction.Line)))
            .SelectMany(InstructionWords.Pairs)
            .Any(pair => pair.Key == name && !string.IsNullOrEmpty(pair.Value))
        || name is "HOME" or "PWD";

    [GeneratedRegex(@"^\$(\{(?<name>[A-Za-z_]\w*)\}|(?<name>[A-Za-z_]\w*))/(\*|bin|etc|usr|home|lib|lib64|var|opt|root|boot|sbin|srv|dev)?/?\*?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Root();
}
