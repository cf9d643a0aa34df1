namespace Cortex.Contracts.Targets;

/// <summary>A git repository at one commit: what a run works on.</summary>
public sealed record Target
{
    /// <summary>The repository as the user gave it; reports and keys use this text.</summary>
    public required string Name { get; init; }

    /// <summary>Absolute path or URL that git fetches from.</summary>
    public required string Location { get; init; }

    /// <summary>Full commit id, fixed when the run was resolved.</summary>
    public required string Commit { get; init; }

    /// <summary>The branch that pointed at the commit; null for a detached HEAD.</summary>
    public string? Branch { get; init; }

    /// <summary>URL of the repository's remote "origin", without credentials; null where it has none.</summary>
    public string? Origin { get; init; }

    /// <summary>True when the working tree had changes that are in no commit and so are not looked at.</summary>
    public bool Uncommitted { get; init; }

    /// <summary>Sum of the sizes of the commit's files, in bytes; null when it is not known.</summary>
    public long? Bytes { get; init; }

    /// <summary>Remarks for people: submodules that are not fetched, history that is cut off.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

/// <summary>A target that could not be used; the run goes on with the others and reports it as an unreadable-input finding.</summary>
public sealed record TargetProblem
{
    public required string Name { get; init; }

    /// <summary>What is wrong and what to do about it.</summary>
    public required string Reason { get; init; }
}
