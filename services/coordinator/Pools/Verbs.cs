using Cortex.Contracts.Pools;
using MassTransit;

namespace Cortex.Coordinator.Pools;

internal static class Verbs
{
    public static void Configure(this BehaviorContext<PoolState, ConfigurePool> context) => context.Saga.Nodes = context.Message.Nodes.Nodes;

    public static void Enqueue(this BehaviorContext<PoolState, RequestSlot> context)
    {
        var request = context.Message;
        if (!context.Saga.Held.Exists(slot => slot.WorkerId == request.WorkerId && slot.Attempt == request.Attempt)
            && !context.Saga.Queue.Exists(waiting => waiting.WorkerId == request.WorkerId && waiting.Attempt == request.Attempt))
            context.Saga.Queue.Add(request);
    }

    public static void Release(this BehaviorContext<PoolState, ReleaseSlot> context)
    {
        var (worker, attempt) = (context.Message.WorkerId, context.Message.Attempt);
        context.Saga.Held.RemoveAll(slot => slot.WorkerId == worker && slot.Attempt == attempt);
        context.Saga.Queue.RemoveAll(waiting => waiting.WorkerId == worker && waiting.Attempt == attempt);
    }

    public static void Grant(this BehaviorContext<PoolState> context)
    {
        var pool = context.Saga;
        while (pool.Queue.Count > 0 && pool.Held.Count < pool.Nodes.Sum(node => node.Slots))
        {
            var held = pool.Held.CountBy(slot => slot.OrchestrationId).ToDictionary();
            var next = pool.Queue.OrderByDescending(request => request.Priority).ThenBy(request => held.GetValueOrDefault(request.OrchestrationId)).First();
            if (pool.FreestNode(next.Avoid) is not { } node)
                return;

            pool.Queue.Remove(next);
            pool.Held.Add(new HeldSlot(next.OrchestrationId, next.WorkerId, next.Attempt, node));
            pool.Decision.Publish(new SlotGranted
            {
                PoolId = next.PoolId,
                OrchestrationId = next.OrchestrationId,
                WorkerId = next.WorkerId,
                Attempt = next.Attempt,
                Node = node,
            });
        }
    }

    private static string? FreestNode(this PoolState pool, string? avoid)
    {
        var used = pool.Held.CountBy(slot => slot.Node).ToDictionary(StringComparer.Ordinal);
        return pool.Nodes
            .Select(node => (node.Name, Free: node.Slots - used.GetValueOrDefault(node.Name)))
            .Where(node => node.Free > 0)
            .OrderBy(node => string.Equals(node.Name, avoid, StringComparison.Ordinal))
            .ThenByDescending(node => node.Free)
            .Select(node => node.Name)
            .FirstOrDefault();
    }
}
