using Cortex.Contracts.Findings;
using Cortex.Security.Fixing.Working;

namespace Cortex.Security.Tests.Fixing.Working;

public sealed class FixResultsTests
{
    [Fact]
    public void A_finding_names_the_change_that_removes_it_and_not_one_that_failed()
    {
        Change[] changes = [Change("a", VerificationStatus.Passed, "f1"), Change("b", VerificationStatus.Failed, "f2"), Change("c", VerificationStatus.Skipped, "f3", "f1")];
        var answered = FixResults.Answered([Finding("f1"), Finding("f2"), Finding("f3"), Finding("f4")], changes);
        Assert.Equal(["a", null, "c", null], answered.Select(f => f.FixedBy));
    }

    [Fact]
    public void Only_verified_upgrades_count() =>
        Assert.Equal(1, FixResults.Measured([Change("a", VerificationStatus.Passed), Change("b", VerificationStatus.Failed), Change("c", VerificationStatus.Skipped)]).Value);

    [Fact]
    public void The_same_change_handed_in_twice_counts_once_by_its_better_verification()
    {
        var change = Assert.Single(FixResults.Changes([Change("a", VerificationStatus.Failed), Change("a", VerificationStatus.Passed)]));
        Assert.Equal(VerificationStatus.Passed, change.Verification.Status);
    }

    private static Change Change(string key, VerificationStatus status, params string[] findings) => new()
    {
        Key = key,
        Master = "security",
        Kind = FixResults.Kind,
        Target = "shop",
        Commit = "c",
        Findings = findings,
        Verification = new() { Status = status },
        Review = new() { Verdict = "not reviewed" },
        Proposal = new() { Kind = "none" },
    };

    private static Finding Finding(string key) => new() { Key = key, Master = "security", Kind = FindingKinds.Vulnerability, Rule = "r", Severity = Severity.High, Target = "shop", Title = "t" };
}
