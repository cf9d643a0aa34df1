namespace Cortex.Cli.Samples;

/// <summary>One commit of a sample's history, as fleet.json has it.</summary>
public sealed record SampleCommit
{
    public required string Message { get; init; }

    /// <summary>Name &lt;address&gt;.</summary>
    public required string Author { get; init; }

    /// <summary>ISO 8601 with offset.</summary>
    public required string Date { get; init; }

    /// <summary>Files and folders that come with it; "." is all that is left.</summary>
    public required IReadOnlyList<string> Paths { get; init; }

    internal string Name => Author[..Author.IndexOf('<', StringComparison.Ordinal)].Trim();

    internal string Email => Author[(Author.IndexOf('<', StringComparison.Ordinal) + 1)..].TrimEnd('>', ' ');
}
