namespace Cortex.Cli.Targets;

/// <summary>A repository of the targets file and how it is: what a run would find there now, or why it could not use it.</summary>
internal sealed record ListedTarget(string Target, IReadOnlyList<string> Groups)
{
    public string? Path { get; init; }

    /// <summary>Nobody is asked how it is there before a run starts.</summary>
    public string? Url { get; init; }

    public string? Branch { get; init; }
    public string? Commit { get; init; }
    public string? Problem { get; init; }
}
