using Cortex.Contracts.Plans;

namespace Cortex.Contracts.Pools;

/// <summary>Tells a pool its nodes; the newest list counts.</summary>
public sealed record ConfigurePool
{
    public required Guid PoolId { get; init; }
    public required NodePoolPlan Nodes { get; init; }
}

public sealed record RequestSlot
{
    public required Guid PoolId { get; init; }
    public required Guid OrchestrationId { get; init; }
    public required Guid WorkerId { get; init; }
    public required int Attempt { get; init; }
    public required int Priority { get; init; }

    /// <summary>A node to avoid: the last attempt was lost there.</summary>
    public string? Avoid { get; init; }
}

public sealed record SlotGranted
{
    public required Guid PoolId { get; init; }
    public required Guid OrchestrationId { get; init; }
    public required Guid WorkerId { get; init; }
    public required int Attempt { get; init; }
    public required string Node { get; init; }
}

/// <summary>Gives a slot, or a place in the queue, back.</summary>
public sealed record ReleaseSlot
{
    public required Guid PoolId { get; init; }
    public required Guid OrchestrationId { get; init; }
    public required Guid WorkerId { get; init; }
    public required int Attempt { get; init; }
}
