namespace Cortex.Contracts.Api;

/// <summary>What undoing a run did, or would do.</summary>
public sealed record RunUndone
{
    public required Guid Id { get; init; }

    /// <summary>True when nothing was done.</summary>
    public required bool DryRun { get; init; }
    public required IReadOnlyList<UndoStep> Steps { get; init; }
}

public sealed record UndoStep
{
    public required string Master { get; init; }
    public required string Target { get; init; }

    /// <summary>Key of the change.</summary>
    public required string Change { get; init; }

    /// <summary>branch, pull-request or file.</summary>
    public required string Kind { get; init; }

    /// <summary>The branch, the address, or the path in the run's folder.</summary>
    public required string Name { get; init; }
    public required UndoOutcome Outcome { get; init; }
    public string? Reason { get; init; }
}

/// <summary>Removed: deleted or closed now; in a dry run, what would be. Gone: it was not there any more. Kept: it has become somebody's.</summary>
public enum UndoOutcome { Removed, Gone, Kept, Failed }
