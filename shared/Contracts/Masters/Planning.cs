using Cortex.Contracts.Plans;
using Cortex.Contracts.Targets;
using Cortex.Contracts.Workers;

namespace Cortex.Contracts.Masters;

/// <summary>Phase 2: everything a planner may know is in the message, so that the same message always gives the same plan.</summary>
public sealed record PlanWork
{
    public required Guid OrchestrationId { get; init; }
    public required string Master { get; init; }
    public required IReadOnlyList<Target> Targets { get; init; }
    public string? Goal { get; init; }

    /// <summary>The worker types this master may use.</summary>
    public required IReadOnlyList<WorkerPlan> Limits { get; init; }
    public IReadOnlyList<Measure> Baseline { get; init; } = [];
    public bool DryRun { get; init; }
    public bool Trusted { get; init; }

    /// <summary>Whether security looks for secrets in all commits, and not only in the newest.</summary>
    public bool SearchHistory { get; init; }

    /// <summary>True when workers have a model to call; without one they ask for no tokens.</summary>
    public bool HasModel { get; init; }
}

public sealed record WorkPlanned
{
    public required Guid OrchestrationId { get; init; }
    public required string Master { get; init; }
    public required IReadOnlyList<WorkerSpec> Workers { get; init; }

    /// <summary>Why there is no work, or less than asked.</summary>
    public string? Reason { get; init; }
}
