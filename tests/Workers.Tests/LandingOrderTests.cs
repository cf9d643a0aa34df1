using Cortex.Contracts.Findings;
using Cortex.Contracts.Targets;
using Cortex.Contracts.Workers;
using Cortex.TestWorkers;
using Cortex.Workers.Attempts;
using Cortex.Workers.Changes;
using Cortex.Workers.Masters;

namespace Cortex.Workers.Tests;

public sealed class LandingOrderTests
{
    private static readonly Guid Run = new("0f8fad5b-d9cb-469f-a165-70867728950e");
    private static readonly WorkerSpec Spec = TestMaster.Spec(Run, TestMaster.Name, "test-change", 0, null, ["shop"]);

    [Fact]
    public void The_most_severe_and_most_exploited_lands_first_and_the_same_change_once()
    {
        var result = new WorkerResult
        {
            Findings = [Finding("low", Severity.Low, 9.9), Finding("high", Severity.High, 7), Finding("higher", Severity.High, 8), Finding("exploited", Severity.High, 7) with { Exploited = true }, Finding("likely", Severity.Low, 9.9) with { Epss = 0.5 }],
            Changes = [Change("low"), Change("high"), Change("higher"), Change("exploited"), Change("likely"), Change("nothing") with { Findings = [] }, Change("low") with { Kind = "test" }],
        };

        var order = LandingOrder.Of([new WorkerOutcome(Spec.WorkerId, Spec, true, result)], [Attempt(1)]);

        Assert.Equal(["exploited", "higher", "high", "likely", "low", "nothing"], order.Select(l => l.Change.Key));
        Assert.All(order, l => Assert.Null(LandingOrder.Refusal(l, Run)));
    }

    [Fact]
    public void What_an_attempt_handed_in_that_has_a_successor_is_refused()
    {
        var outcome = new WorkerOutcome(Spec.WorkerId, Spec, false, new WorkerResult { Complete = false, Changes = [Change("a")] }) { Attempt = 1 };

        var landing = Assert.Single(LandingOrder.Of([outcome], [Attempt(1), Attempt(2)]));

        Assert.Equal("attempt 1 of its worker has a successor: what it handed in is not used", LandingOrder.Refusal(landing, Run));
    }

    [Theory]
    [InlineData("main", "is no branch of this run")]
    [InlineData("cortex/16fd2706-8baf-433b-82eb-8c7fada847da/a", "is no branch of this run")]
    [InlineData("cortex/0f8fad5b-d9cb-469f-a165-70867728950e/../../heads/main", "is no branch of this run")]
    [InlineData("cortex/0f8fad5b-d9cb-469f-a165-70867728950e/A", "is no branch of this run")]
    [InlineData(null, "handed in no commit")]
    public void A_worker_cannot_name_any_branch_but_one_of_its_run(string? branch, string reason)
    {
        var outcome = new WorkerOutcome(Spec.WorkerId, Spec, true, new WorkerResult { Changes = [Change("a") with { Branch = branch }] });

        Assert.Contains(reason, LandingOrder.Refusal(LandingOrder.Of([outcome], [Attempt(1)])[0], Run), StringComparison.Ordinal);
    }

    [Fact]
    public void A_target_that_the_worker_was_not_given_is_refused()
    {
        var outcome = new WorkerOutcome(Spec.WorkerId, Spec, true, new WorkerResult { Changes = [Change("a") with { Target = "other" }] });

        Assert.Equal("the worker was not given 'other'", LandingOrder.Refusal(LandingOrder.Of([outcome], [Attempt(1)])[0], Run));
    }

    private static AttemptRow Attempt(int number) => new()
    {
        Key = new AttemptKey(Spec.WorkerId, number),
        Run = Run,
        Master = TestMaster.Name,
        Type = Spec.Type,
        Node = "node-1",
        Replica = "host",
        State = AttemptState.Succeeded,
        CommandJson = System.Text.Json.JsonSerializer.Serialize(
            new StartWorker
            {
                OrchestrationId = Run,
                WorkerId = Spec.WorkerId,
                Attempt = number,
                Spec = Spec,
                Targets = [new Target { Name = "shop", Location = "/shop", Commit = new string('a', 40) }],
                Node = "node-1",
                LeaseTokens = 0,
                Deadline = DateTimeOffset.UnixEpoch,
            },
            Contracts.CortexJson.Options),
        Cause = Run,
        Deadline = DateTimeOffset.UnixEpoch,
        Lease = 0,
    };

    private static Change Change(string key) => new()
    {
        Key = key,
        Master = TestMaster.Name,
        Kind = "configuration",
        Target = "shop",
        Branch = $"cortex/{Run:D}/{key}",
        Commit = new string('b', 40),
        Findings = [key],
        Verification = new Verification { Status = VerificationStatus.Passed },
        Review = new Review { Verdict = "not reviewed" },
        Proposal = new Proposal { Kind = "none" },
    };

    private static Finding Finding(string key, Severity severity, double score) => new()
    {
        Key = key,
        Master = TestMaster.Name,
        Kind = FindingKinds.Vulnerability,
        Rule = "r",
        Severity = severity,
        Score = score,
        Target = "shop",
        Title = key,
    };
}
