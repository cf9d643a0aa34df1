using System.Text.Json;
using Cortex.Contracts;
using Cortex.Contracts.Findings;
using Cortex.Contracts.Masters;
using Cortex.Contracts.Plans;
using Cortex.Contracts.Targets;
using Cortex.Workers.Changes;

namespace Cortex.Security.Tests.Proposing;

public sealed class ProposalHandOffsTests
{
    private static readonly WorkerPlan Limit = new() { Type = PrWorker.WorkerType, Tokens = 4000, TimeoutSeconds = 600, Counts = new Dictionary<string, int>(StringComparer.Ordinal), OnDemand = ["security"], MaxAttempts = 3 };

    [Fact]
    public void Each_target_has_a_hand_off_of_its_own_and_what_failed_has_none()
    {
        var handOffs = ProposalHandOffs.Of([.. Enumerable.Range(0, 25).Select(i => Change($"a{i}", "a")), Change("b", "b"), Change("c", "c", VerificationStatus.Failed)], []);

        Assert.Equal(["proposals/a/1", "proposals/a/2", "proposals/b/1"], handOffs.Select(h => h.Key));
        Assert.All(handOffs, h => Assert.Equal(("security", "pr-worker"), (h.ToMaster, h.WorkerType)));
        Assert.Equal([20, 5, 1], handOffs.Select(h => JsonSerializer.Deserialize<ProposalInput>(h.Input!, CortexJson.Options)!.Subjects.Count));
    }

    [Fact]
    public void A_hand_off_is_a_worker_within_the_plans_limits()
    {
        var worker = ProposalHandOffs.Consider(Consider("a", "pr-worker")).Worker!;

        Assert.Equal(("pr-worker", 600, 3, 2, 0), (worker.Type, worker.TimeoutSeconds, worker.MaxAttempts, worker.Hop, worker.Tokens));
        Assert.Equal(worker.WorkerId, ProposalHandOffs.Consider(Consider("a", "pr-worker")).Worker!.WorkerId);
    }

    [Theory]
    [InlineData("z", "pr-worker", true, "none of the run's targets")]
    [InlineData("a", "test-worker", true, "declares no worker of type 'test-worker'")]
    [InlineData("a", "pr-worker", false, "The plan gives security no pr-worker.")]
    public void What_cannot_be_done_is_refused_with_the_reason(string target, string type, bool limited, string reason)
    {
        var answer = ProposalHandOffs.Consider(Consider(target, type) with { Limits = limited ? [Limit] : [] });

        Assert.Null(answer.Worker);
        Assert.Contains(reason, answer.Refusal, StringComparison.Ordinal);
    }

    private static ConsiderHandOff Consider(string target, string type) => new()
    {
        OrchestrationId = new Guid("0f8fad5b-d9cb-469f-a165-70867728950e"),
        HandOffId = new Guid("16fd2706-8baf-433b-82eb-8c7fada847da"),
        Master = "security",
        HandOff = new HandOff { Key = "k", ToMaster = "security", WorkerType = type, Target = target, Reason = "r" },
        Hop = 2,
        Targets = [new Target { Name = "a", Location = "/a", Commit = new string('a', 40) }],
        Limits = [Limit],
    };

    private static Change Change(string key, string target, VerificationStatus status = VerificationStatus.Passed) => new()
    {
        Key = key,
        Master = "security",
        Kind = "dependency-upgrade",
        Target = target,
        Verification = new Verification { Status = status },
        Review = new Review { Verdict = "not reviewed" },
        Proposal = new Proposal { Kind = "none" },
    };
}
