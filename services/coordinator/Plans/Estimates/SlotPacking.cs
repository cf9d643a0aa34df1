using Cortex.Contracts.Plans;

namespace Cortex.Coordinator.Plans.Estimates;

/// <param name="Slot">Null when it got none.</param>
internal sealed record PackedWorker(WorkerEstimate Estimate, int? Slot)
{
    public int? EndSeconds => Estimate.EndSeconds;
}

/// <summary>
/// List scheduling (Graham 1966): in the given order, each worker takes the slot that is free first. Slots that are free at the
/// same time are taken in turns over the nodes, so that nodes fill evenly.
/// </summary>
internal static class SlotPacking
{
    public static List<PackedWorker> Pack(IEnumerable<WorkerEstimate> workers, IReadOnlyList<NodePlan> nodes, int start, int end)
    {
        var waiting = workers.ToList();
        var free = new PriorityQueue<(int Slot, string Node), (int FreeAt, int Slot)>();
        foreach (var (slot, node) in Slots(nodes).Take(waiting.Count).Index())
            free.Enqueue((slot, node), (start, slot));

        var packed = new List<PackedWorker>(waiting.Count);
        foreach (var worker in waiting)
        {
            if (!free.TryPeek(out var place, out var since) || since.FreeAt >= end)
            {
                packed.Add(new PackedWorker(worker, Slot: null));
                continue;
            }

            var ends = (int)Math.Min((long)since.FreeAt + worker.TimeoutSeconds, end);
            free.DequeueEnqueue(place, (ends, place.Slot));
            packed.Add(new PackedWorker(
                worker with { Node = place.Node, StartSeconds = since.FreeAt, EndSeconds = ends, CutShort = ends - since.FreeAt < worker.TimeoutSeconds },
                place.Slot));
        }

        return packed;
    }

    /// <summary>A worker may grow by what is left on its slot after the slot's last worker.</summary>
    public static List<PackedWorker> WithSlack(List<PackedWorker> workers, int end)
    {
        var slotEnds = workers.Where(w => w.Slot is not null)
            .GroupBy(w => w.Slot!.Value)
            .ToDictionary(slot => slot.Key, slot => slot.Max(w => w.EndSeconds!.Value));
        var latest = slotEnds.Count == 0 ? end : slotEnds.Values.Max();
        return [.. workers.Select(w => w.Slot is not { } slot
            ? w
            : w with { Estimate = w.Estimate with { SlackSeconds = end - slotEnds[slot], Critical = slotEnds[slot] == latest } })];
    }

    private static IEnumerable<string> Slots(IReadOnlyList<NodePlan> nodes)
    {
        for (var round = 0; nodes.Any(n => n.Slots > round); round++)
        {
            foreach (var node in nodes.Where(n => n.Slots > round))
                yield return node.Name;
        }
    }
}
