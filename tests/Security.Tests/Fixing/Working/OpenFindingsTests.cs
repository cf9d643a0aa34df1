using Cortex.Contracts.Findings;
using Cortex.Contracts.Workers;
using Cortex.Security.Fixing.Configuration;
using Cortex.Security.Fixing.Working;
using Cortex.Workers.Masters;

namespace Cortex.Security.Tests.Fixing.Working;

public sealed class OpenFindingsTests
{
    private static readonly StaysOpen Rejected = new() { Reason = OpenReasons.Rejected, Detail = "it breaks 1 test: a" };

    [Fact]
    public void What_a_verified_change_removes_is_not_open_whatever_was_told_before() =>
        Assert.Null(Judged(Finding("f") with { FixedBy = "c", Open = Rejected }, [Change("c", VerificationStatus.Passed)]).Open);

    [Fact]
    public void What_is_changed_and_not_verified_is_open_for_the_reason_that_the_worker_tells()
    {
        var told = new StaysOpen { Reason = OpenReasons.NotTrusted, Detail = "not executed" };
        Assert.Equal(told, Judged(Finding("f") with { FixedBy = "c" }, [Change("c", VerificationStatus.Skipped)], Worker(new() { Open = new Dictionary<string, StaysOpen> { ["f"] = told } })).Open);
    }

    [Fact]
    public void What_a_worker_tried_counts_for_more_than_what_the_scan_said()
    {
        var scanned = new StaysOpen { Reason = OpenReasons.NoFixKnown, Detail = "no fixed version is known" };
        Assert.Equal(scanned, Judged(Finding("f") with { Open = scanned }, []).Open);
        Assert.Equal(Rejected, Judged(Finding("f") with { Open = scanned }, [], Worker(new() { Open = new Dictionary<string, StaysOpen> { ["f"] = Rejected } })).Open);
    }

    [Fact]
    public void What_is_over_the_cap_says_so_in_both_kinds()
    {
        var input = new FixInput
        {
            Identity = "shop",
            Fixes = [],
            Open = [new("f", "CVE-1", "pkg:npm/a@1", OpenReasons.CapReached, FixAdmission.CapDetail)],
            LeftToNextRun = ["g"],
        };
        Assert.Equal(OpenReasons.CapReached, Judged(Finding("f"), [], Worker(new(), input)).Open?.Reason);
        Assert.Equal(OpenReasons.CapReached, Judged(Finding("g", FindingKinds.Misconfiguration), [], Worker(new(), input)).Open?.Reason);
    }

    [Fact]
    public void What_nobody_came_to_says_so_and_secrets_are_not_judged()
    {
        Assert.Equal(OpenReasons.NotTried, Judged(Finding("f"), []).Open?.Reason);
        Assert.Null(Judged(Finding("f", FindingKinds.Secret), []).Open);
    }

    [Fact]
    public void A_misconfiguration_without_one_safe_answer_waits_for_a_person_and_one_with_it_for_a_dry_run_to_end()
    {
        var finding = Finding("f", FindingKinds.Misconfiguration);
        ConfigurationFix[] planned = [new() { Path = "Dockerfile", Places = [new("f", "dockerfile/apt-recommends", 1)], Severity = Severity.Low }];
        var none = new Dictionary<string, StaysOpen>(StringComparer.Ordinal);
        Assert.Equal(OpenReasons.NeedsDecision, OpenFindings.Planned(finding, none, [], dryRun: false)?.Reason);
        Assert.Null(OpenFindings.Planned(finding, none, planned, dryRun: false));
        Assert.Equal(OpenReasons.NotTried, OpenFindings.Planned(finding, none, planned, dryRun: true)?.Reason);
    }

    private static Finding Judged(Finding finding, IReadOnlyList<Change> changes, params WorkerOutcome[] outcomes) => Assert.Single(OpenFindings.Of([finding], changes, outcomes));

    private static WorkerOutcome Worker(WorkerResult result, FixInput? input = null) => new(
        FixRoom.Run,
        new() { WorkerId = FixRoom.Run, Key = "k", Master = "security", Type = FixWorker.WorkerType, Targets = ["shop"], Priority = 5, Tokens = 0, TimeoutSeconds = 60, Input = input?.ToText() },
        true, result);

    private static Finding Finding(string key, string kind = FindingKinds.Vulnerability) =>
        new() { Key = key, Master = "security", Kind = kind, Rule = "r", Severity = Severity.High, Target = "shop", Title = "t" };

    private static Change Change(string key, VerificationStatus status) => new()
    {
        Key = key,
        Master = "security",
        Kind = FixResults.Kind,
        Target = "shop",
        Commit = "c",
        Verification = new() { Status = status },
        Review = new() { Verdict = "not reviewed" },
        Proposal = new() { Kind = "none" },
    };
}
