using Cortex.Security.Dockerfiles.Shell;

namespace Cortex.Security.Dockerfiles.Runs;

/// <summary>Commands that have no place in a build.</summary>
internal static class SystemCommands
{
    private const int LongUid = 6;

    private static readonly HashSet<string> Senseless = new(StringComparer.Ordinal) { "free", "kill", "mount", "ps", "service", "shutdown", "ssh", "top", "vim" };

    public static void Look(DockerfileLook look, StageRun run)
    {
        foreach (var command in run.Commands)
        {
            switch (command.Name)
            {
                case "sudo":
                    look.Report("sudo", run, command, "sudo is not needed in a build and leaves a way to root in the image; write USER root before and the other user after.");
                    break;
                case "cd" when command.Arguments.Count > 0:
                    look.Report("cd-in-run", run, command, $"'cd {command.Arguments[0].Text}' holds for this RUN only; write {(command.Arguments[0].Text.StartsWith('/') ? $"WORKDIR {command.Arguments[0].Text}" : "WORKDIR with the absolute path")} before it.", command.Arguments[0].Text);
                    break;
                case "chmod" when command.Operands().FirstOrDefault() is { } mode && IsWorldWritable(mode.Text):
                    look.Report("world-writable", run, command, $"chmod {mode.Text} lets every user change {command.Operands().ElementAtOrDefault(1)?.Text ?? "the file"}; give the rights to the one that needs them, with chown or COPY --chown.");
                    break;
                case "useradd" when command.Value("-u", "--uid") is { Length: >= LongUid } uid && uid.All(char.IsAsciiDigit) && !command.Has("-l", "--no-log-init"):
                    look.Report("useradd-high-uid", run, command, $"useradd with the UID {uid} fills the image with an empty log of its size; add --no-log-init.");
                    break;
                case "ln" when command.Arguments.Any(a => a.Text is "/bin/sh"):
                    look.Report("shell-linked", run, command, "The system's shell is replaced by a link; write SHELL [\"/bin/bash\", \"-c\"] to build with another.");
                    break;
                case var name when Senseless.Contains(name):
                    look.Report("senseless-command", run, command, $"'{name}' makes no sense in a build, where nothing runs on after the RUN; take it out.", name);
                    break;
            }
        }
    }

    /// <summary>Writable for all without the bit that keeps others from removing files, as /tmp has it.</summary>
    internal static bool IsWorldWritable(string mode)
    {
        if (mode.Length is 3 or 4 && mode.All(c => c is >= '0' and <= '7'))
            return ((mode[^1] - '0') & 2) != 0 && (mode.Length == 3 || ((mode[0] - '0') & 1) == 0);
        return mode.Split(',').Any(part => part.IndexOfAny(['+', '=']) is >= 0 and var sign
            && part[(sign + 1)..].Contains('w', StringComparison.Ordinal) && !part.Contains('t', StringComparison.Ordinal)
            && (part[..sign].Contains('o', StringComparison.Ordinal) || part[..sign].Contains('a', StringComparison.Ordinal)));
    }
}
