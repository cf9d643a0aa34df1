using Cortex.Contracts.Targets;

namespace Cortex.Contracts.Workers;

/// <summary>The orchestration creates the lifetime of a worker.</summary>
public sealed record AdmitWorker
{
    public required Guid OrchestrationId { get; init; }
    public required Guid WorkerId { get; init; }
    public required WorkerSpec Spec { get; init; }
    public required IReadOnlyList<Target> Targets { get; init; }

    /// <summary>Id of the node pool that grants the slot.</summary>
    public required Guid PoolId { get; init; }

    /// <summary>End of the phase: no attempt may run past it.</summary>
    public required DateTimeOffset EndsAt { get; init; }
    public bool DryRun { get; init; }
    public bool Trusted { get; init; }
}

/// <summary>The phase's end has moved (a pause was over).</summary>
public sealed record ExtendWorker
{
    public required Guid WorkerId { get; init; }
    public required DateTimeOffset EndsAt { get; init; }
}

/// <summary>Ends a worker, whatever it is doing.</summary>
public sealed record CancelWorker
{
    public required Guid WorkerId { get; init; }
    public required string Reason { get; init; }

    /// <summary>True when a deadline ended it: partial results are kept and it counts as failed.</summary>
    public bool TimedOut { get; init; }
}

/// <summary>Gives a failed worker one more attempt.</summary>
public sealed record RestartWorker
{
    public required Guid WorkerId { get; init; }
    public required DateTimeOffset EndsAt { get; init; }
}

/// <summary>To the worker's master: launch this attempt, unless its tombstone is there.</summary>
public sealed record StartWorker
{
    public required Guid OrchestrationId { get; init; }
    public required Guid WorkerId { get; init; }

    /// <summary>1, 2, …; also the fence.</summary>
    public required int Attempt { get; init; }
    public required WorkerSpec Spec { get; init; }
    public required IReadOnlyList<Target> Targets { get; init; }
    public required string Node { get; init; }

    /// <summary>Tokens the worker may use.</summary>
    public required int LeaseTokens { get; init; }
    public required DateTimeOffset Deadline { get; init; }
    public bool DryRun { get; init; }
    public bool Trusted { get; init; }
}

/// <summary>To the worker's master: end this attempt, or never start it.</summary>
public sealed record StopWorker
{
    public required Guid OrchestrationId { get; init; }
    public required Guid WorkerId { get; init; }
    public required int Attempt { get; init; }
    public required string Reason { get; init; }
}
