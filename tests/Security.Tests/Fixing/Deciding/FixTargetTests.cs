using Cortex.Security.Advisories;
using Cortex.Security.Advisories.Stored;
using Cortex.Security.Fixing.Deciding;

namespace Cortex.Security.Tests.Fixing.Deciding;

public sealed class FixTargetTests
{
    [Fact]
    public void The_least_version_resolves_all_advisories_together()
    {
        var target = FixTarget.Of("nuget", "8.0.0", [Says("A", ("0", "8.0.4")), Says("B", ("0", "8.0.5"))]);
        Assert.Equal("8.0.5", target.Version);
        Assert.Empty(target.Unresolved);
    }

    [Fact]
    public void A_fix_of_one_advisory_that_another_speaks_of_is_passed_over() =>
        Assert.Equal("1.4.0", FixTarget.Of("npm", "1.0.0", [Says("A", ("0", "1.2.0")), Says("B", ("1.2.0", "1.4.0"))]).Version);

    [Fact]
    public void A_fix_in_the_same_major_comes_before_one_in_the_next() =>
        Assert.Equal("2.9.1", FixTarget.Of("npm", "2.1.0", [Says("A", ("2.0.0", "2.9.1"), ("3.0.0", "3.0.4"))]).Version);

    [Fact]
    public void No_pre_release_is_taken_unless_one_is_in_use()
    {
        PackageAdvisory[] said = [Says("A", ("0", "2.0.0-rc.1"), ("2.0.0-rc.2", "2.0.1"))];
        Assert.Equal("2.0.1", FixTarget.Of("npm", "1.0.0", said).Version);
        Assert.Equal("2.0.0-rc.1", FixTarget.Of("npm", "2.0.0-beta.3", said).Version);
    }

    [Fact]
    public void Where_one_advisory_has_no_fix_the_others_are_resolved_and_it_stays()
    {
        var target = FixTarget.Of("npm", "1.0.0", [Says("A", ("0", "1.1.0")), Says("B", ("0", null))]);
        Assert.Equal("1.1.0", target.Version);
        Assert.Equal(["B"], target.Unresolved);
    }

    [Fact]
    public void Without_any_fix_there_is_no_version() =>
        Assert.Null(FixTarget.Of("npm", "1.0.0", [Says("A", ("0", null))]).Version);

    [Fact]
    public void A_version_that_brings_an_advisory_of_its_own_is_never_taken() =>
        Assert.Null(FixTarget.Of("npm", "1.0.0", [Says("A", ("0", "2.0.0")), Says("B", ("2.0.0", null))]).Version);

    [Fact]
    public void A_withdrawn_advisory_says_nothing()
    {
        var withdrawn = Says("B", ("0", "9.0.0"));
        withdrawn = withdrawn with { Advisory = withdrawn.Advisory with { Withdrawn = DateTimeOffset.UnixEpoch } };
        Assert.Equal("1.1.0", FixTarget.Of("npm", "1.0.0", [Says("A", ("0", "1.1.0")), withdrawn]).Version);
    }

    [Fact]
    public void A_Go_version_is_written_as_its_manifest_writes_it() =>
        Assert.Equal("v1.7.1", FixTarget.Of("golang", "v1.6.0", [Says("A", ("0", "1.7.1"))]).Version);

    [Theory]
    [InlineData("1.2.3", "1.2.4", nameof(FixRisk.Patch))]
    [InlineData("1.2.3", "1.3.0", nameof(FixRisk.Minor))]
    [InlineData("1.2.3", "2.0.0", nameof(FixRisk.Major))]
    [InlineData("0.21.1", "0.33.0", nameof(FixRisk.Major))]
    [InlineData("v0.3.7", "v0.3.8", nameof(FixRisk.Patch))]
    [InlineData("2.13.2", "2.13.4.2", nameof(FixRisk.Patch))]
    public void The_risk_is_told_from_the_number_that_changes(string from, string to, string risk) => Assert.Equal(risk, FixRisks.Of(from, to).ToString());

    [Theory]
    [InlineData("npm", "4.0.0-beta.4", true)]
    [InlineData("npm", "4.0.0+build", false)]
    [InlineData("pypi", "2.0rc1", true)]
    [InlineData("pypi", "2.0.post1", false)]
    [InlineData("maven", "33.4.8-jre", false)]
    [InlineData("maven", "2.0-alpha-1", true)]
    [InlineData("gem", "7.0.0.rc1", true)]
    [InlineData("golang", "v1.2.3", false)]
    public void A_pre_release_is_told_by_its_ecosystems_own_marks(string ecosystem, string version, bool expected) =>
        Assert.Equal(expected, FixRisks.IsPreRelease(ecosystem, version));

    private static PackageAdvisory Says(string id, params (string From, string? Fixed)[] ranges) => new(
        new Advisory { Id = id, Modified = DateTimeOffset.UnixEpoch },
        new AffectedPackage
        {
            Ecosystem = "npm",
            Name = "p",
            Ranges = [.. ranges.Select(range => new AffectedRange
            {
                Type = RangeType.Ecosystem,
                Events = [new(RangeEventKind.Introduced, range.From), .. range.Fixed is null ? (RangeEvent[])[] : [new(RangeEventKind.Fixed, range.Fixed)]],
            })],
        });
}
