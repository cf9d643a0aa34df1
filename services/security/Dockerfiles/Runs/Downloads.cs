using Cortex.Security.Dockerfiles.Shell;

namespace Cortex.Security.Dockerfiles.Runs;

/// <summary>What comes from the network during the build.</summary>
internal static class Downloads
{
    private static readonly HashSet<string> Interpreters = new(StringComparer.Ordinal) { "sh", "bash", "ash", "dash", "zsh", "ksh", "python", "python3", "perl", "ruby", "node", "php" };

    public static void Look(DockerfileLook look, StageRun run)
    {
        foreach (var command in run.Commands)
        {
            Certificates(look, run, command);
            if (command.Name == "wget" && !IsQuiet(command) && command.Operands().Any())
                look.Report("wget-progress", run, command, "wget fills the build's log with its progress; add --progress=dot:giga or -q.");
        }

        for (var i = 0; i + 1 < run.Commands.Count; i++)
        {
            if (run.Commands[i] is { PipesOn: true, Name: "curl" or "wget" } download && Reader(run.Commands, i + 1) is { } reader)
                look.Report("download-piped-to-shell", run, download, $"What {download.Name} gets is run by {reader.Name} unseen; save it, compare its checksum with the published one, then run it.");
        }

        foreach (var command in run.Commands.Where(c => Interpreters.Contains(c.Name) || c.Name is "eval" or "source" or "."))
        {
            if (command.Arguments.Any(a => a.Expands && (a.Text.Contains("$(curl", StringComparison.Ordinal) || a.Text.Contains("$(wget", StringComparison.Ordinal) || a.Text.Contains("`curl", StringComparison.Ordinal) || a.Text.Contains("`wget", StringComparison.Ordinal))))
                look.Report("download-piped-to-shell", run, command, $"What is downloaded is run by {command.Name} unseen; save it, compare its checksum with the published one, then run it.");
        }
    }

    /// <summary>The interpreter at the end of a pipe, past what only hands on.</summary>
    private static ShellCommand? Reader(IReadOnlyList<ShellCommand> commands, int at)
    {
        for (; at < commands.Count && (commands[at].Joined == Joined.Pipe || commands[at].Name == "sudo" || commands[at - 1].Name == "sudo"); at++)
        {
            if (Interpreters.Contains(commands[at].Name) && commands[at].Operands().All(a => a.Text is "-" or "/dev/stdin" || commands[at].Has("-s")))
                return commands[at];
            if (commands[at].Name is not ("tee" or "cat" or "sed" or "tr" or "gunzip" or "sudo"))
                return null;
        }

        return null;
    }

    private static bool IsQuiet(ShellCommand wget) =>
        wget.Has("--progress", "-q", "--quiet", "-nv", "--no-verbose", "-o", "--output-file", "-a", "--append-output", "--spider", "--version", "--help");

    private static void Certificates(DockerfileLook look, StageRun run, ShellCommand command)
    {
        var says = command.Name switch
        {
            "curl" when command.Has("-k", "--insecure", "--proxy-insecure") => "curl takes the answer of whoever answers; leave -k out, and install ca-certificates if the certificate is not known.",
            "wget" when command.Has("--no-check-certificate") => "wget takes the answer of whoever answers; leave --no-check-certificate out, and install ca-certificates if the certificate is not known.",
            "git" when command.Arguments.Any(a => a.Text.Replace("=", " ", StringComparison.Ordinal).StartsWith("http.sslVerify false", StringComparison.OrdinalIgnoreCase)) || (command.Verb() == "config" && command.Arguments.Any(a => a.Text.Equals("http.sslVerify", StringComparison.OrdinalIgnoreCase)) && command.Arguments.Any(a => a.Text is "false")) =>
                "git takes the answer of whoever answers; leave http.sslVerify alone and install the certificate.",
            "npm" or "yarn" or "pnpm" when command.Value("--strict-ssl") == "false" || command.Arguments.Any(a => a.Text == "strict-ssl=false") || command.Operands().Select(a => a.Text).ToList() is ["config", "set", "strict-ssl", "false"] =>
                $"{command.Name} takes the answer of whoever answers; leave strict-ssl on and give the certificate with 'cafile'.",
            _ when command.Assignments.Any(a => a is { Key: "NODE_TLS_REJECT_UNAUTHORIZED", Value: "0" } or { Key: "GIT_SSL_NO_VERIFY", Value: "1" or "true" }) =>
                "Certificates are not looked at; leave the variable out and install the certificate.",
            _ => null,
        };
        if (says is not null)
            look.Report("download-unverified", run, command, says, command.Name.Length > 0 ? command.Name : null);
    }
}
