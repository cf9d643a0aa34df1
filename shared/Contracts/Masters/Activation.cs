namespace Cortex.Contracts.Masters;

/// <summary>Phase 1.</summary>
public sealed record ActivateMaster
{
    public required Guid OrchestrationId { get; init; }
    public required string Master { get; init; }
}

public sealed record MasterActivated
{
    public required Guid OrchestrationId { get; init; }
    public required string Master { get; init; }
    public required string Version { get; init; }

    /// <summary>What it can do; empty means it takes part but declares no work.</summary>
    public required IReadOnlyList<WorkerCapability> WorkerTypes { get; init; }
}

public sealed record WorkerCapability
{
    public required string Type { get; init; }
    public required string Description { get; init; }
}
