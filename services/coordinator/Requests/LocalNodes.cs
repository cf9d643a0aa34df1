using Cortex.Contracts.Plans;

namespace Cortex.Coordinator.Requests;

/// <summary>The nodes that exist when workers are processes of this machine: one, whatever the plan wishes.</summary>
internal static class LocalNodes
{
    public static NodePoolPlan Of(Plan plan, CoordinatorOptions options)
    {
        var wanted = plan.Nodes.Nodes.Sum(node => node.Slots);
        var here = options.Slots > 0 ? options.Slots : Math.Min(wanted, Math.Max(4, Environment.ProcessorCount * 2));
        return new NodePoolPlan { Pool = "local", Nodes = [new NodePlan { Name = "local", Slots = here }] };
    }
}
