using Cortex.Contracts.Reports;

namespace Cortex.Coordinator.Reports.Rendering.Html;

/// <summary>Puts workers that did not overlap into one lane: interval partitioning by start, as few lanes as worked at once.</summary>
internal static class SharedLanes
{
    public static IReadOnlyList<IReadOnlyList<ReportWorker>> Of(IEnumerable<ReportWorker> started, DateTimeOffset end)
    {
        var lanes = new List<List<ReportWorker>>();
        var free = new PriorityQueue<int, (DateTimeOffset Free, int Lane)>();
        foreach (var worker in started.OrderBy(w => w.StartedAt).ThenBy(w => w.Id, StringComparer.Ordinal))
        {
            if (free.TryPeek(out var lane, out var next) && next.Free <= worker.StartedAt)
                free.Dequeue();
            else
            {
                lane = lanes.Count;
                lanes.Add([]);
            }

            lanes[lane].Add(worker);
            free.Enqueue(lane, (worker.FinishedAt ?? end, lane));
        }

        return lanes;
    }
}
