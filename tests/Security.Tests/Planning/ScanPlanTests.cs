using Cortex.Contracts.Masters;
using Cortex.Contracts.Plans;
using Cortex.Contracts.Targets;
using Cortex.Messaging;
using Cortex.Security.Planning;

namespace Cortex.Security.Tests.Planning;

public sealed class ScanPlanTests
{
    [Theory]
    [InlineData(0, 3, "", "There is no target to scan.")]
    [InlineData(1, 3, "1", "1 of 3 workers are enough for 1 target.")]
    [InlineData(3, 3, "1 1 1", null)]
    [InlineData(14, 3, "5 5 4", null)]
    [InlineData(4, 0, "", "The plan gives security no scan-worker.")]
    public void Targets_are_dealt_out_to_the_workers_of_the_plan(int targets, int count, string shares, string? reason)
    {
        var planned = ScanPlan.Of(Command(targets, count));
        Assert.Equal(shares, string.Join(' ', planned.Workers.Select(w => w.Targets.Count)));
        Assert.Equal(reason, planned.Reason);
        Assert.Equal(count == 0 ? [] : Command(targets, count).Targets.Select(t => t.Name).Order(StringComparer.Ordinal), planned.Workers.SelectMany(w => w.Targets).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_same_message_gives_the_same_workers() =>
        Assert.Equal(ScanPlan.Of(Command(5, 2)).Workers.Select(w => w.WorkerId), ScanPlan.Of(Command(5, 2)).Workers.Select(w => w.WorkerId));

    [Fact]
    public void Folders_of_the_same_name_are_told_apart_in_the_keys_of_their_findings()
    {
        var command = Command(0, 1) with { Targets = [Target("a", "/src/one/shop"), Target("b", "/src/two/shop")] };
        Assert.Contains("one/shop", Assert.Single(ScanPlan.Of(command).Workers).Input, StringComparison.Ordinal);
    }

    private static PlanWork Command(int targets, int count) => new()
    {
        OrchestrationId = DeterministicId.Of("run"),
        Master = "security",
        Targets = [.. Enumerable.Range(0, targets).Select(i => Target($"repo{i}", $"/src/repo{i}"))],
        Limits = [new() { Type = "scan-worker", Tokens = 8000, TimeoutSeconds = 900, Counts = new Dictionary<string, int>(StringComparer.Ordinal) { ["security"] = count } }],
    };

    private static Target Target(string name, string location) => new() { Name = name, Location = location, Commit = "c" };
}
