namespace Cortex.Security.Dockerfiles.Shell;

/// <summary>The simple commands of a POSIX shell script, in their order, within limits. Nothing is run or expanded.</summary>
internal static class ShellScript
{
    internal const int MaxDepth = 20;
    internal const int MaxCommands = 2_000;

    public static IReadOnlyList<ShellCommand> Parse(string text)
    {
        var commands = new List<ShellCommand>();
        Read(text, 0, 0, commands);
        return commands;
    }

    /// <param name="origin">What is added to offsets.</param>
    internal static void Read(string text, int origin, int depth, List<ShellCommand> commands)
    {
        if (depth > MaxDepth)
            return;
        var builder = new CommandBuilder(commands, origin, depth);
        var tokens = new ShellTokens(text);
        while (commands.Count < MaxCommands && tokens.Next() is { } token)
        {
            foreach (var (inner, offset) in token.Substitutions)
                Read(inner, origin + offset, depth + 1, commands);
            builder.Take(token);
        }

        builder.Finish(Joined.Sequence);
    }
}
