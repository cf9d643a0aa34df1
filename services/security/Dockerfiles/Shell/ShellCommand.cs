namespace Cortex.Security.Dockerfiles.Shell;

/// <summary>What stands between a command and the one before it.</summary>
internal enum Joined
{
    First,
    And,
    Or,
    Sequence,
    Pipe,
    Background,
}

/// <summary>A simple command of a shell script.</summary>
internal sealed class ShellCommand
{
    /// <summary>The last part of its path: "apt-get".</summary>
    public required string Name { get; init; }

    public required IReadOnlyList<ShellWord> Arguments { get; init; }

    /// <summary>Variables set for it alone, or by it when it is nothing else: "PIP_NO_CACHE_DIR=1".</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Assignments { get; init; }

    public required int Offset { get; init; }

    public required Joined Joined { get; init; }

    /// <summary>Subshells, command substitutions and scripts within scripts are deeper.</summary>
    public required int Depth { get; init; }

    public bool WithSudo { get; init; }

    /// <summary>What it writes reaches the next command.</summary>
    public bool PipesOn { get; set; }

    /// <summary>The file that its output goes to.</summary>
    public string? Output { get; set; }

    /// <summary>Whether one of the flags is given: "--yes" also as "--yes=1", "-y" also within "-qy".</summary>
    public bool Has(params ReadOnlySpan<string> flags)
    {
        foreach (var argument in Arguments)
        {
            foreach (var flag in flags)
            {
                if (Is(argument.Text, flag))
                    return true;
            }
        }

        return false;
    }

    /// <summary>The value of a flag, after '=' or as the next word.</summary>
    public string? Value(params ReadOnlySpan<string> flags)
    {
        for (var i = 0; i < Arguments.Count; i++)
        {
            foreach (var flag in flags)
            {
                if (Arguments[i].Text == flag)
                    return i + 1 < Arguments.Count ? Arguments[i + 1].Text : "";
                if (Arguments[i].Text.StartsWith(flag, StringComparison.Ordinal) && Arguments[i].Text.ElementAtOrDefault(flag.Length) == '=')
                    return Arguments[i].Text[(flag.Length + 1)..];
            }
        }

        return null;
    }

    /// <summary>The arguments that are no flags and no values of flags.</summary>
    /// <param name="withValue">Flags that take the next word.</param>
    public IEnumerable<ShellWord> Operands(IReadOnlySet<string>? withValue = null)
    {
        for (var i = 0; i < Arguments.Count; i++)
        {
            if (Arguments[i].Text == "--")
                continue;
            if (!Arguments[i].IsFlag)
                yield return Arguments[i];
            else if (withValue?.Contains(Arguments[i].Text) == true)
                i++;
        }
    }

    /// <summary>The first operand: "install" of "apt-get -y install curl".</summary>
    public string? Verb(IReadOnlySet<string>? withValue = null) => Operands(withValue).FirstOrDefault()?.Text;

    private static bool Is(string argument, string flag)
    {
        if (flag.StartsWith("--", StringComparison.Ordinal))
            return argument.StartsWith(flag, StringComparison.Ordinal) && (argument.Length == flag.Length || argument[flag.Length] == '=');
        return argument == flag || (flag.Length == 2 && argument.Length > 2 && argument[0] == '-' && argument[1] != '-' && argument.AsSpan(1).Contains(flag[1]) && !argument.Contains('=', StringComparison.Ordinal));
    }
}
