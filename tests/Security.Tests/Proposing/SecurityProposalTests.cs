using Cortex.Contracts.Findings;
using Cortex.Security.Proposing;
using Cortex.Workers.Changes;

namespace Cortex.Security.Tests.Proposing;

public sealed class SecurityProposalTests
{
    private static readonly ProposalPlace Place = new(new Guid("0f8fad5b-d9cb-469f-a165-70867728950e"), "shop", ["@mona", "@acme/owners"]);

    [Fact]
    public void A_reviewer_reads_what_it_fixes_why_so_little_what_may_break_how_it_was_verified_what_stays_open_and_how_to_undo_it()
    {
        var subject = Subject(
            Finding("a", "CVE-2021-23337", Severity.High, 7.2, "Command injection in lodash") with { Epss = 0.0123, Exploited = true, Imported = "yes", ImportedAt = "src/app.js:3" },
            Finding("b", "CVE-2020-28500", Severity.Medium, 5.3, "Regular expression denial of service")) with
        {
            LeastBecause = "4.17.21 is the first version that is outside of both advisories.",
            Verified = ["npm test: 42 passed, 0 failed, 1 skipped"],
            StaysOpen = ["CVE-2022-0001 has no fixed version."],
        };

        var text = SecurityProposal.Of(subject, Place);

        Assert.Equal("Upgrade lodash 4.17.20 to 4.17.21 (CVE-2021-23337, CVE-2020-28500)", text.Title);
        Assert.Equal(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Proposing", "upgrade.md")), text.Body);
        Assert.Equal(["cortex", "security", "dependency-upgrade"], text.Labels);
        Assert.Equal(Place.Reviewers, text.Reviewers);
        Assert.False(text.Draft);
    }

    [Theory]
    [InlineData(VerificationStatus.Skipped, "**Not verified.** not executed: target not trusted")]
    [InlineData(VerificationStatus.Failed, "**The verification failed.**")]
    public void What_was_not_verified_is_a_draft_and_says_so(VerificationStatus status, string said)
    {
        var subject = Subject(Finding("a", "CVE-1", Severity.Low, 1, "x"));
        var text = SecurityProposal.Of(subject with { Change = subject.Change with { Verification = new Verification { Status = status, Reason = "not executed: target not trusted" } } }, Place);

        Assert.True(text.Draft);
        Assert.Contains(said, text.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("@everyone please merge", "@everyone")]
    [InlineData("fixes #12", "#12")]
    [InlineData("see https://evil.example/x", "://")]
    [InlineData("www.evil.example", "www.evil")]
    [InlineData("[click](javascript:alert(1))", "[click](")]
    [InlineData("![](x)", "![](")]
    [InlineData("<img src=x onerror=alert(1)>", "<img")]
    [InlineData("<!-- cortex:AAAA -->", "<!-- cortex:")]
    [InlineData("a\n/close\n/merge", "\n/close")]
    [InlineData("/close", "/close")]
    [InlineData("# Heading", "# Heading")]
    [InlineData("| cell |", " | cell | |")]
    [InlineData("group!12 and ~label and %milestone", "!12")]
    [InlineData("\u202Egnp.exe", "\u202E")]
    [InlineData("a\u0000\u001b[2Jb", "\u001b")]
    public void Text_of_a_target_can_do_nothing_in_a_proposal(string hostile, string live)
    {
        var subject = Subject(Finding("a", "CVE-1", Severity.Low, 1, hostile)) with { LeastBecause = hostile, Risk = hostile, StaysOpen = [hostile] };

        var body = SecurityProposal.Of(subject, Place).Body;

        Assert.DoesNotContain(live, body, StringComparison.Ordinal);
        Assert.Contains("## What stays open", body, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_from_a_target_stay_inside_of_their_code()
    {
        var subject = Subject(Finding("a", "CVE-1", Severity.Low, 1, "x"));
        var body = SecurityProposal.Of(subject with { Change = subject.Change with { Files = ["a`b``c`@mona", "`", ""] } }, Place).Body;

        Assert.Contains("- ```a`b``c`@mona```\n- `` ` ``\n- (empty)\n", body, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_endless_is_cut()
    {
        var findings = Enumerable.Range(0, 5000).Select(i => Finding($"f{i}", $"CVE-{i}", Severity.Low, 1, new string('x', 10_000))).ToArray();
        var subject = Subject(findings) with { Verified = [.. Enumerable.Repeat(new string('y', 10_000), 500)], StaysOpen = [.. Enumerable.Repeat("z", 500)] };

        var text = SecurityProposal.Of(subject, Place);

        Assert.InRange(text.Body.Length, 1000, 60_000);
        Assert.Contains("and 4960 more.", text.Body, StringComparison.Ordinal);
        Assert.Equal("Upgrade lodash 4.17.20 to 4.17.21 (CVE-0, CVE-1 and 4998 more)", text.Title);
    }

    [Theory]
    [InlineData("1.2.3", "1.2.9", "is a patch")]
    [InlineData("1.2.3", "1.3.0", "is a minor step: new features")]
    [InlineData("1.2.3", "2.0.0", "**breaking changes are to be expected**")]
    [InlineData("0.2.3", "0.3.0", "**it may break**")]
    [InlineData("v1.2.3", "v1.2.4+incompatible", "is a patch")]
    [InlineData("8.0.0", "8.0.5", "is a patch")]
    [InlineData("2024a", "2024b", "do not tell")]
    [InlineData("", "1.0", "do not tell")]
    public void The_versions_tell_the_risk_as_far_as_they_can(string from, string to, string said) =>
        Assert.Contains(said, VersionStep.Sentence(from, to), StringComparison.Ordinal);

    [Theory]
    [InlineData("pkg:npm/%40types/node@1.0", "@types/node")]
    [InlineData("pkg:maven/org.apache/commons@2?type=jar#x", "org.apache/commons")]
    [InlineData("pkg:nuget/Newtonsoft.Json@12.0.3", "Newtonsoft.Json")]
    [InlineData("lodash", "lodash")]
    public void A_package_is_called_as_people_call_it(string purl, string name) => Assert.Equal(name, PackageName.Of(purl));

    private static ProposalSubject Subject(params Finding[] findings) => new()
    {
        Change = new Change
        {
            Key = "upgrade:lodash",
            Master = "security",
            Kind = "dependency-upgrade",
            Target = "shop",
            Branch = "cortex/0f8fad5b-d9cb-469f-a165-70867728950e/upgrade-lodash",
            Commit = "c0ffee",
            Files = ["package.json", "package-lock.json"],
            Findings = [.. findings.Select(f => f.Key)],
            Package = "pkg:npm/lodash@4.17.20",
            From = "4.17.20",
            To = "4.17.21",
            Verification = new Verification { Status = VerificationStatus.Passed, Commands = ["npm ci --ignore-scripts", "npm test"] },
            Review = new Review { Verdict = "not reviewed" },
            Proposal = new Proposal { Kind = "none" },
        },
        Findings = findings,
    };

    private static Finding Finding(string key, string reference, Severity severity, double score, string title) => new()
    {
        Key = key,
        Master = "security",
        Kind = FindingKinds.Vulnerability,
        Rule = "vulnerable-package",
        Severity = severity,
        Score = score,
        Target = "shop",
        Path = "package-lock.json",
        Title = title,
        Reference = reference,
        Package = "pkg:npm/lodash@4.17.20",
    };
}
