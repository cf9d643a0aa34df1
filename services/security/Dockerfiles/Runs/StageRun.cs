using Cortex.Documents.Dockerfiles;
using Cortex.Security.Dockerfiles.Shell;

namespace Cortex.Security.Dockerfiles.Runs;

/// <summary>A RUN with the commands that it runs; none where the shell is not a POSIX one.</summary>
internal sealed class StageRun
{
    private readonly HereDocument? script;

    private StageRun(DockerfileStage stage, DockerfileInstruction instruction, StageShell shell)
    {
        (Stage, Instruction, Shell) = (stage, instruction, shell);
        if (instruction.Exec is { Length: > 0 } exec)
            Commands = Direct(exec);
        else if (!shell.IsPosix)
            Commands = [];
        else if (instruction.HereDocuments is [{ Offset: 0 } document, ..])
            (Commands, script) = (IsShell(document.Text) ? ShellScript.Parse(document.Text) : [], document);
        else if (instruction.HereDocuments is [var input, ..] && ShellScript.Parse(instruction.Arguments) is [{ Name: "sh" or "bash" or "ash" or "zsh", Arguments: [] }])
            (Commands, script) = (ShellScript.Parse(input.Text), input);
        else
            Commands = ShellScript.Parse(instruction.Arguments);
    }

    public DockerfileStage Stage { get; }

    public DockerfileInstruction Instruction { get; }

    public StageShell Shell { get; }

    public IReadOnlyList<ShellCommand> Commands { get; }

    public IEnumerable<ShellCommand> Named(params string[] names) => Commands.Where(command => names.Contains(command.Name, StringComparer.Ordinal));

    public int LineOf(int offset) =>
        script is null ? Instruction.LineAt(offset) : script.Line + script.Text.AsSpan(0, Math.Min(offset, script.Text.Length)).Count('\n');

    /// <summary>Whether what is written to a folder stays out of the image.</summary>
    public bool Mounts(string folder) =>
        Instruction.Flags.Any(flag => flag.Name == "mount"
            && flag.Value.Split(',') is var options
            && (options.Contains("type=cache", StringComparer.Ordinal) || options.Contains("type=tmpfs", StringComparer.Ordinal))
            && options.Any(option => option.Split('=', 2) is ["target" or "dst" or "destination", var target] && IsAtOrAbove(target.TrimEnd('/'), folder)));

    /// <summary>Whether a command after <paramref name="earlier"/> removes something below one of the folders.</summary>
    public bool RemovesAfter(ShellCommand earlier, params string[] folders) =>
        Named("rm", "find").Any(rm => rm.Offset > earlier.Offset && rm.Arguments.Any(word => folders.Any(folder => word.Text.StartsWith(folder, StringComparison.Ordinal))));

    public static IEnumerable<StageRun> Of(DockerfileStage stage)
    {
        var shell = StageShell.At(stage);
        foreach (var instruction in stage.Instructions)
        {
            if (instruction.Keyword == "SHELL")
                shell = shell.After(instruction);
            else if (instruction.Keyword == "RUN")
                yield return new(stage, instruction, shell);
        }
    }

    private static bool IsAtOrAbove(string target, string folder) => folder == target || folder.StartsWith(target + "/", StringComparison.Ordinal);

    private static IReadOnlyList<ShellCommand> Direct(string[] exec)
    {
        // Quoted, so that nothing in it is taken for an operator.
        var commands = ShellScript.Parse(string.Join(' ', exec.Select(word => $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'")));
        return commands;
    }

    private static bool IsShell(string script)
    {
        if (!script.StartsWith("#!", StringComparison.Ordinal))
            return true;
        var first = script.AsSpan(0, script.IndexOf('\n', StringComparison.Ordinal) is > 0 and var end ? end : script.Length).TrimEnd();
        return first.EndsWith("sh") || first.Contains("sh ", StringComparison.Ordinal);
    }
}
