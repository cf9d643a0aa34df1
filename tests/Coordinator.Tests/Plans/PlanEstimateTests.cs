using Cortex.Contracts.Plans;
using Cortex.Coordinator.Plans;
using Cortex.Coordinator.Plans.Estimates;
using Cortex.Coordinator.Tests.Golden;

namespace Cortex.Coordinator.Tests.Plans;

public class PlanEstimateTests
{
    private static readonly Plan Full = PlanReader.BuiltIn("full-orchestration").Plan!;

    [Fact]
    public void Full_orchestration_takes_an_hour_at_worst_and_fills_sixteen_slots()
    {
        var estimate = PlanEstimate.Of(Full);

        Assert.Equal(3600, estimate.DurationSeconds);
        Assert.Equal(16, estimate.Capacity.PlannedWorkers);
        Assert.All(estimate.Capacity.Nodes, n => Assert.Equal(4, n.Workers));
        Assert.Equal(0, estimate.Capacity.Unplaced);
        Assert.Equal((30_000, 15_000), (estimate.Tokens.Masters.OverSubscribed, estimate.Tokens.Workers.OverSubscribed));
        Assert.Equal(
            ["documentation-worker", "implementation-worker", "test-worker"],
            estimate.Workers.Where(w => w.Critical).Select(w => w.Type).Distinct().Order(StringComparer.Ordinal));
        Assert.All(estimate.Workers.Where(w => w.Type == "implementation-worker"), w => Assert.True(w.CutShort));
    }

    [Fact]
    public void Fewer_nodes_than_planned_make_workers_wait_and_some_never_start()
    {
        var estimate = PlanEstimate.Of(Full, new NodePoolPlan { Pool = "laptop", Nodes = [new NodePlan { Name = "local", Slots = 4 }] });

        Assert.Equal(8, estimate.Workers.Count(w => w.Node is not null));
        Assert.Equal(8, estimate.Capacity.Unplaced);
        Assert.Equal(3600, estimate.DurationSeconds);
    }

    [Fact]
    public void Without_on_demand_workers_execution_ends_with_its_last_worker()
    {
        var plan = Full with { Workers = [Full.Workers[0]] };
        var estimate = PlanEstimate.Of(plan, new NodePoolPlan { Pool = "p", Nodes = [new NodePlan { Name = "a", Slots = 8 }] });

        Assert.Equal(55 * 60, estimate.DurationSeconds);
        Assert.Equal(["preflight", "activation", "distribution"], estimate.CriticalPath.Take(3).Select(s => s.Name));
        Assert.Equal(4, estimate.Workers.Count(w => w.Critical));
    }

    [Fact]
    public void A_plan_for_a_huge_cluster_is_estimated_as_quickly()
    {
        var workers = Full.Workers[0] with { Counts = new Dictionary<string, int> { ["inventory"] = 1000 } };
        var nodes = Enumerable.Range(0, 5000).Select(i => new NodePlan { Name = $"n{i}", Slots = 1000 });
        var estimate = PlanEstimate.Of(Full with { Workers = [workers] }, new NodePoolPlan { Pool = "p", Nodes = [.. nodes] });

        Assert.Equal(5_000_000, estimate.Capacity.Slots);
        Assert.Equal(0, estimate.Capacity.Unplaced);
    }

    [Fact]
    public void It_is_shown_as_plain_lines() =>
        GoldenFile.Matches(Repository.File("tests/Coordinator.Tests/Plans/full-orchestration.txt"), PlanText.Render(Full, PlanEstimate.Of(Full)));

    [Fact]
    public void It_is_shown_for_the_nodes_there_are()
    {
        var laptop = new NodePoolPlan { Pool = "laptop", Nodes = [new NodePlan { Name = "local", Slots = 3 }] };
        GoldenFile.Matches(Repository.File("tests/Coordinator.Tests/Plans/full-orchestration-on-a-laptop.txt"), PlanText.Render(Full, PlanEstimate.Of(Full, laptop)));
    }
}
