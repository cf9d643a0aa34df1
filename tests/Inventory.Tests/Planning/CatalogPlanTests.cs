using Cortex.Contracts.Masters;
using Cortex.Contracts.Plans;
using Cortex.Contracts.Targets;
using Cortex.Inventory.Planning;
using Cortex.Messaging;

namespace Cortex.Inventory.Tests.Planning;

public sealed class CatalogPlanTests
{
    [Theory]
    [InlineData(0, 4, "")]
    [InlineData(1, 4, "1")]
    [InlineData(3, 4, "1 1 1")]
    [InlineData(4, 4, "1 1 1 1")]
    [InlineData(10, 4, "2 3 2 3")]
    [InlineData(10, 0, "")]
    public void Targets_are_dealt_out_evenly_to_no_more_workers_than_the_plan_allows(int targets, int count, string shares)
    {
        var planned = CatalogPlan.Of(Command(targets, count));
        Assert.Equal(shares, string.Join(' ', planned.Workers.Select(w => w.Targets.Count)));
        Assert.Equal(targets == 0 || count == 0 ? [] : Command(targets, count).Targets.Select(t => t.Name), planned.Workers.SelectMany(w => w.Targets));
        Assert.Equal(targets >= count && targets > 0 && count > 0, planned.Reason is null);
    }

    [Fact]
    public void The_same_message_gives_the_same_workers_and_no_tokens()
    {
        var workers = CatalogPlan.Of(Command(5, 2)).Workers;
        Assert.Equal(workers.Select(w => w.WorkerId), CatalogPlan.Of(Command(5, 2)).Workers.Select(w => w.WorkerId));
        Assert.All(workers, w => Assert.Equal(DeterministicId.Of($"{DeterministicId.Of("run"):N}/{w.Key}"), w.WorkerId));
        Assert.All(workers, w => Assert.Equal((0, 900), (w.Tokens, w.TimeoutSeconds)));
    }

    [Fact]
    public void A_hand_off_for_a_known_target_is_taken()
    {
        var worker = CatalogPlan.Of(HandOff("repo1"))!;
        Assert.Equal(["repo1"], worker.Targets);
        Assert.Equal(2, worker.Hop);
        Assert.Null(CatalogPlan.Of(HandOff("nowhere")));
    }

    private static PlanWork Command(int targets, int count) => new()
    {
        OrchestrationId = DeterministicId.Of("run"),
        Master = "inventory",
        Targets = Targets(targets),
        Limits = [Limit(count)],
    };

    private static ConsiderHandOff HandOff(string target) => new()
    {
        OrchestrationId = DeterministicId.Of("run"),
        HandOffId = DeterministicId.Of("hand-off"),
        Master = "inventory",
        HandOff = new() { Key = "again", ToMaster = "inventory", WorkerType = "catalog-worker", Target = target, Reason = "changed" },
        Hop = 2,
        Targets = Targets(2),
        Limits = [Limit(1)],
    };

    private static Target[] Targets(int count) => [.. Enumerable.Range(0, count).Select(i => new Target { Name = $"repo{i}", Location = $"/src/repo{i}", Commit = "c" })];

    private static WorkerPlan Limit(int count) =>
        new() { Type = "catalog-worker", Tokens = 8000, TimeoutSeconds = 900, Counts = new Dictionary<string, int>(StringComparer.Ordinal) { ["inventory"] = count } };
}
