using Cortex.Documents.Yaml;
using Cortex.Security.Scanning;
using Cortex.Security.Suppressions;

namespace Cortex.Security.Tests.Suppressions;

public sealed class AllowRulesTests
{
    private static readonly DateOnly Today = new(2025, 6, 1);

    private readonly Detections problems = new();

    [Fact]
    public void An_entry_allows_a_rule_in_a_folder()
    {
        var rules = Parse("allow:\n  - rule: secrets/password\n    path: tests\n    reason: Passwords of containers that live for one test.");
        Assert.NotNull(rules.Find(["secrets/password"], "tests/compose.yaml", null));
        Assert.Null(rules.Find(["secrets/password"], "deploy/compose.yaml", null));
        Assert.Null(rules.Find(["secrets/private-key"], "tests/compose.yaml", null));
    }

    [Fact]
    public void A_pattern_allows_a_family_of_rules_and_of_files()
    {
        var rules = Parse("allow:\n  - rule: secrets/*\n    path: '**/fixtures/*.pem'\n    reason: Keys that were made for the tests.\n    until: 2025-06-01");
        Assert.NotNull(rules.Find(["secrets/private-key"], "a/b/fixtures/server.pem", null));
        Assert.Null(rules.Find(["secrets/private-key"], "a/b/server.pem", null));
    }

    [Fact]
    public void A_vulnerability_is_allowed_by_any_of_its_ids()
    {
        var rules = Parse("allow:\n  - rule: cve-2021-44906\n    reason: The parser gets no input from outside.");
        Assert.NotNull(rules.Find(["GHSA-xvch-5gv4-984h", "CVE-2021-44906"], "package-lock.json", null));
        Assert.Null(rules.Find(["CVE-2021-44907"], "package-lock.json", null));
    }

    [Fact]
    public void A_fingerprint_allows_one_finding()
    {
        var rules = Parse("allow:\n  - rule: '*'\n    fingerprint: 00112233445566778899aabbccddeeff\n    reason: It was revoked.");
        Assert.NotNull(rules.Find(["secrets/password"], "a", "00112233445566778899AABBCCDDEEFF"));
        Assert.Null(rules.Find(["secrets/password"], "a", "ff"));
        Assert.Null(rules.Find(["secrets/password"], "a", null));
    }

    [Theory]
    [InlineData("  - rule: secrets/password\n    path: a", "needs a rule and a reason")]
    [InlineData("  - path: a\n    reason: b", "needs a rule and a reason")]
    [InlineData("  - rule: '*'\n    reason: b", "needs a path or a fingerprint")]
    [InlineData("  - rule: a\n    reason: b\n    until: tomorrow", "is no date")]
    [InlineData("  - rule: a\n    reason: b\n    pathh: c", "'pathh' is no part")]
    [InlineData("  rule: a", "is no list")]
    public void An_entry_that_cannot_be_heeded_is_reported(string entry, string why)
    {
        Assert.Empty(Parse("allow:\n" + entry).All);
        var problem = Assert.Single(problems.Problems);
        Assert.Equal(AllowRules.Unreadable, problem.Rule);
        Assert.Contains(why, problem.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void An_expired_entry_is_reported_with_its_line_and_not_heeded()
    {
        Assert.Empty(Parse("allow:\n  - rule: a\n    reason: b\n    until: 2025-05-31").All);
        var problem = Assert.Single(problems.Problems);
        Assert.Equal((AllowRules.Expired, 2), (problem.Rule, problem.Line));
    }

    private AllowRules Parse(string yaml) => AllowRules.Parse(YamlText.Parse(yaml)[0], Today, problems);
}
