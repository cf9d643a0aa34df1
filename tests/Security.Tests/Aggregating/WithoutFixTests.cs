using Cortex.Contracts;
using Cortex.Contracts.Findings;
using Cortex.Security.Aggregating;

namespace Cortex.Security.Tests.Aggregating;

public sealed class WithoutFixTests
{
    [Fact]
    public void A_critical_vulnerability_without_a_fixed_version_is_asked_about_once_for_all_its_places()
    {
        var question = Assert.Single(WithoutFix.Of([Vulnerability("a", 9.8, null), Vulnerability("b", 9.8, null)]));
        Assert.Equal(Severity.Critical, question.Severity);
        Assert.Contains("CVE-1 (CVSS 9.8) in pkg:npm/p@1.0.0 has no fixed version; it is in a, b.", question.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(8.9, null)]
    [InlineData(9.8, "1.0.1")]
    [InlineData(null, null)]
    public void Any_other_vulnerability_is_not_asked_about(double? score, string? fixedVersion) =>
        Assert.Empty(WithoutFix.Of([Vulnerability("a", score, fixedVersion)]));

    private static Finding Vulnerability(string target, double? score, string? fixedVersion) => new()
    {
        Key = "CVE-1:" + target,
        Master = ServiceNames.Security,
        Kind = FindingKinds.Vulnerability,
        Rule = "CVE-1",
        Severity = Severity.Critical,
        Score = score,
        Target = target,
        Title = "t",
        Reference = "CVE-1",
        Package = "pkg:npm/p@1.0.0",
        FixedVersion = fixedVersion,
    };
}
