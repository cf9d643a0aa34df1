using Cortex.Contracts.Reports;
using Cortex.Coordinator.Reports.Rendering.Html;
using CsCheck;

namespace Cortex.Coordinator.Tests.Reports;

public class SharedLanesTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 14, 9, 30, 0, TimeSpan.Zero);

    [Fact]
    public void Workers_of_a_lane_never_overlap_and_there_are_as_many_lanes_as_worked_at_once() =>
        Gen.Select(Gen.Int[0, 100], Gen.Int[1, 40]).Array[0, 60].Sample(spans =>
        {
            var workers = spans.Select((span, i) => Worker(i, span.Item1, span.Item1 + span.Item2)).ToList();

            var lanes = SharedLanes.Of(workers, Start.AddSeconds(200));

            Assert.Equal(workers.Select(w => w.Id).Order(), lanes.SelectMany(lane => lane).Select(w => w.Id).Order());
            Assert.All(lanes, lane => Assert.All(lane.Zip(lane.Skip(1)), pair => Assert.True(pair.First.FinishedAt <= pair.Second.StartedAt)));
            Assert.Equal(Enumerable.Range(0, 150).Max(second => workers.Count(w => w.StartedAt <= Start.AddSeconds(second) && Start.AddSeconds(second) < w.FinishedAt)), lanes.Count);
        }, iter: 500);

    private static ReportWorker Worker(int id, int from, int to) => SampleReports.Rich.Workers[0] with { Id = $"{id:000}", StartedAt = Start.AddSeconds(from), FinishedAt = Start.AddSeconds(to) };
}
