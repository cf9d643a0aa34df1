using Cortex.Contracts.Plans;
using Cortex.Contracts.Pools;
using Cortex.Sagas.Recording;

namespace Cortex.Coordinator.Pools;

/// <summary>A node pool across runs: who holds a slot and who waits for one.</summary>
public sealed class PoolState : RecordedSaga
{
    public override Guid? Run => null;

    public IReadOnlyList<NodePlan> Nodes { get; set; } = [];
    public List<HeldSlot> Held { get; set; } = [];

    /// <summary>In the order of arrival.</summary>
    public List<RequestSlot> Queue { get; set; } = [];
}

public sealed record HeldSlot(Guid OrchestrationId, Guid WorkerId, int Attempt, string Node);
