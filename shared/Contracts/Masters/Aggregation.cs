using Cortex.Contracts.Findings;

namespace Cortex.Contracts.Masters;

/// <summary>Phase 4: de-duplicate and judge the stored results of one's own workers.</summary>
public sealed record AggregateResults
{
    public required Guid OrchestrationId { get; init; }
    public required string Master { get; init; }
}

/// <summary>The body (findings, changes) lies in the artifact; the message carries its reference.</summary>
public sealed record ResultsAggregated
{
    public required Guid OrchestrationId { get; init; }
    public required string Master { get; init; }
    public required string Summary { get; init; }
    public required int Findings { get; init; }
    public required int Changes { get; init; }

    /// <summary>The outcome metrics this master owns, as measured by its workers.</summary>
    public IReadOnlyList<Measure> Measures { get; init; } = [];

    /// <summary>What the master cannot settle and a person has to.</summary>
    public IReadOnlyList<OpenQuestion> Escalations { get; init; } = [];

    /// <summary>SHA-256 (lower-case hex) of the artifact with the <see cref="Findings.MasterResults"/>; null when there is nothing.</summary>
    public string? Artifact { get; init; }
}

/// <summary>Something that a master cannot settle; the run escalates it.</summary>
public sealed record OpenQuestion
{
    /// <summary>Stable within the run: the same subject is escalated once.</summary>
    public required string Subject { get; init; }
    public required Severity Severity { get; init; }

    /// <summary>What is open, and what to do.</summary>
    public required string Reason { get; init; }
}

/// <summary>Phase 5: stop what still runs, remove workspaces.</summary>
public sealed record CleanUpRun
{
    public required Guid OrchestrationId { get; init; }
    public required string Master { get; init; }
}

public sealed record RunCleanedUp
{
    public required Guid OrchestrationId { get; init; }
    public required string Master { get; init; }

    /// <summary>Workspaces and attempts removed.</summary>
    public required int Removed { get; init; }

    /// <summary>What could not be removed, and why.</summary>
    public IReadOnlyList<string> Leftover { get; init; } = [];
}
