using Cortex.Documents.Dockerfiles;

namespace Cortex.Security.Dockerfiles.Runs;

/// <summary>What the shell form of RUN is run with.</summary>
/// <param name="PipeFail">A pipe fails when any of its commands does.</param>
/// <param name="StopsOnError">A script ends with the first command that fails.</param>
internal sealed record StageShell(bool IsPosix, bool PipeFail, bool StopsOnError)
{
    private static readonly StageShell Sh = new(true, false, false);
    private static readonly StageShell Cmd = new(false, false, false);

    public static StageShell At(DockerfileStage stage)
    {
        var root = stage.Lineage.Last();
        var shell = IsWindows(root.Image ?? root.Written) ? Cmd : Sh;
        foreach (var earlier in stage.Lineage.Skip(1).Reverse())
        {
            foreach (var instruction in earlier.Instructions.Where(i => i.Keyword == "SHELL"))
                shell = shell.After(instruction);
        }

        return shell;
    }

    public StageShell After(DockerfileInstruction instruction)
    {
        if (instruction.Exec is not [var program, .. var options])
            return this;
        var name = program[(program.LastIndexOfAny(['/', '\\']) + 1)..].ToLowerInvariant();
        if (name is not ("sh" or "bash" or "ash" or "dash" or "zsh" or "ksh"))
            return Cmd;
        var pipeFail = name is "bash" or "zsh" or "ash" or "ksh" && options.Contains("pipefail", StringComparer.Ordinal);
        var stops = options.Contains("errexit", StringComparer.Ordinal) || options.Any(o => o is ['-', not '-', ..] && o.Contains('e', StringComparison.Ordinal));
        return new(true, pipeFail, stops);
    }

    private static bool IsWindows(string image) =>
        image.Contains("/windows/", StringComparison.OrdinalIgnoreCase) || image.Contains("windowsservercore", StringComparison.OrdinalIgnoreCase)
        || image.Contains("nanoserver", StringComparison.OrdinalIgnoreCase);
}
