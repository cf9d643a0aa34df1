using Cortex.Contracts.Targets;
using Cortex.Contracts.Workers;
using Cortex.Contracts.Plans;

namespace Cortex.Contracts.Masters;

/// <summary>Work that a worker found for another master.</summary>
public sealed record HandOff
{
    /// <summary>Stable text within the run; the id is derived from it.</summary>
    public required string Key { get; init; }
    public required string ToMaster { get; init; }
    public required string WorkerType { get; init; }
    public required string Target { get; init; }
    public required string Reason { get; init; }

    /// <summary>Opaque to all but the receiving master's worker.</summary>
    public string? Input { get; init; }
}

public sealed record ConsiderHandOff
{
    public required Guid OrchestrationId { get; init; }
    public required Guid HandOffId { get; init; }

    /// <summary>The master asked.</summary>
    public required string Master { get; init; }
    public required HandOff HandOff { get; init; }

    /// <summary>Hops from planned work, 1 to 5.</summary>
    public required int Hop { get; init; }
    public required IReadOnlyList<Target> Targets { get; init; }
    public required IReadOnlyList<WorkerPlan> Limits { get; init; }
    public bool HasModel { get; init; }
}

public sealed record HandOffAccepted
{
    public required Guid OrchestrationId { get; init; }
    public required Guid HandOffId { get; init; }
    public required string Master { get; init; }
    public required WorkerSpec Worker { get; init; }
}

public sealed record HandOffRefused
{
    public required Guid OrchestrationId { get; init; }
    public required Guid HandOffId { get; init; }
    public required string Master { get; init; }
    public required string Reason { get; init; }
}
