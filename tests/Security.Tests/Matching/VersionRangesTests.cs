using Cortex.Security.Advisories;
using Cortex.Security.Matching;

namespace Cortex.Security.Tests.Matching;

public class VersionRangesTests
{
    [Theory]
    [InlineData("1.0.0", "introduced 0", true)]
    [InlineData("1.9.9", "introduced 0, fixed 2.0.0", true)]
    [InlineData("2.0.0", "introduced 0, fixed 2.0.0", false)]
    [InlineData("2.0.0-rc.1", "introduced 0, fixed 2.0.0", true)]
    [InlineData("2.0.0", "introduced 0, last_affected 2.0.0", true)]
    [InlineData("2.0.1", "introduced 0, last_affected 2.0.0", false)]
    [InlineData("0.9.0", "introduced 1.0.0, fixed 2.0.0", false)]
    [InlineData("1.0.0", "introduced 1.0.0, fixed 2.0.0", true)]
    [InlineData("3.5.0", "introduced 1.0.0, fixed 2.0.0, introduced 3.0.0, fixed 3.6.0", true)]
    [InlineData("2.5.0", "introduced 1.0.0, fixed 2.0.0, introduced 3.0.0, fixed 3.6.0", false)]
    [InlineData("3.5.0", "fixed 3.6.0, introduced 3.0.0, fixed 2.0.0, introduced 1.0.0", true)]
    [InlineData("2.0.0", "introduced 1.0.0, fixed 2.0.0, introduced 2.0.0, fixed 3.0.0", true)]
    [InlineData("1.5.0", "introduced 1.5.0, last_affected 1.5.0", true)]
    [InlineData("1.5.0", "introduced 0, limit 1.2.0", false)]
    [InlineData("1.1.0", "introduced 0, limit 1.2.0", true)]
    [InlineData("1.5.0", "introduced 0, limit 1.2.0, limit 2.0.0", true)]
    [InlineData("1.5.0", "introduced 0, limit *", true)]
    [InlineData("1.0.0", "fixed 2.0.0", false)]
    [InlineData("2.0.0", "introduced 2.0.0, fixed 2.0.0", false)]
    [InlineData("3.0.0", "introduced 2.0.0, fixed 2.0.0", false)]
    [InlineData("2.5.0", "introduced 2.0.0, fixed 3.0.0, introduced 1.0.0, fixed 2.0.0", true)]
    [InlineData("2.0.0", "introduced 1.0.0, last_affected 2.0.0, introduced 2.0.0, fixed 3.0.0", true)]
    [InlineData("2.5.0", "introduced 1.0.0, last_affected 2.0.0, introduced 2.0.0, fixed 3.0.0", true)]
    [InlineData("1.7.0", "introduced 0, fixed 1.5.0, fixed 2.0.0", false)]
    [InlineData("1.2.0", "introduced 0, introduced 1.1.0, fixed 1.3.0", true)]
    [InlineData("1.0.0+build.7", "introduced 1.0.0, fixed 1.0.1", true)]
    [InlineData("1.0.1+build.7", "introduced 1.0.0, fixed 1.0.1", false)]
    [InlineData("0.0.0-alpha", "introduced 0, fixed 1.0.0", true)]
    [InlineData("1.2.0", "introduced 1.2, fixed 2", true)]
    [InlineData("2.0.0", "introduced 1.2, fixed 2", false)]
    [InlineData("1.0.0-rc.1", "introduced 1.0.0-0, fixed v1.0.0rc2", true)]
    [InlineData("v1.5.0", "introduced =1.2.0, fixed 2.0.0", true)]
    public void A_version_is_affected_between_what_introduced_and_what_fixed_it(string version, string events, bool affected) =>
        Assert.Equal(affected ? Verdict.Affected : Verdict.NotAffected, Judge(Package(Range(events)), version));

    [Fact]
    public void One_of_several_ranges_is_enough() =>
        Assert.Equal(Verdict.Affected, Judge(Package(Range("introduced 1.0.0, fixed 1.2.0"), Range("introduced 2.0.0, fixed 2.2.0")), "2.1.0"));

    [Fact]
    public void A_listed_version_is_affected_whatever_the_ranges_say() =>
        Assert.Equal(Verdict.Affected, Judge(Package(Range("introduced 0, fixed 1.0.0")) with { Versions = ["7.0.0"] }, "7.0.0"));

    [Fact]
    public void A_listed_version_may_be_spelled_differently() =>
        Assert.Equal(Verdict.Affected, VersionRanges.Judge(Package() with { Ecosystem = "NuGet", Versions = ["7.0"] }, "nuget", "7.0.0"));

    [Theory]
    [InlineData("not-a-version", "introduced 0, fixed 1.0.0")]
    [InlineData("1.0.0", "introduced 0, fixed one")]
    [InlineData("1.0.0", "introduced one, fixed 2.0.0")]
    [InlineData("3.0.0", "introduced 0, fixed 2.0.0, introduced one, fixed 4.0.0")]
    [InlineData("1.0.0", "introduced 0, limit one")]
    public void What_cannot_be_compared_is_undecided_and_not_clean(string version, string events) =>
        Assert.Equal(Verdict.Undecided, Judge(Package(Range(events)), version));

    [Theory]
    [InlineData("1.0.0", "introduced 0, fixed 2.0.0, introduced one, fixed 4.0.0", Verdict.Affected)]
    [InlineData("3.0.0", "introduced 0, fixed 2.0.0, fixed one", Verdict.NotAffected)]
    [InlineData("not-a-version", "introduced 0", Verdict.Affected)]
    [InlineData("not-a-version", "fixed 1.0.0", Verdict.NotAffected)]
    [InlineData("1.0.0", "introduced 0, limit one, limit 2.0.0", Verdict.Affected)]
    internal void What_cannot_be_compared_does_not_cost_what_is_certain_without_it(string version, string events, Verdict expected) =>
        Assert.Equal(expected, Judge(Package(Range(events)), version));

    [Fact]
    public void A_range_of_an_unknown_type_costs_only_itself()
    {
        var unknown = new AffectedRange { Type = RangeType.Unknown, Events = [] };
        Assert.Equal(Verdict.Affected, Judge(Package(unknown, Range("introduced 0, fixed 2.0.0")), "1.0.0"));
        Assert.Equal(Verdict.Undecided, Judge(Package(unknown, Range("introduced 0, fixed 2.0.0")), "3.0.0"));
    }

    [Theory]
    [InlineData("pypi", "1.0+local.1", "introduced 0, fixed 1.0", false)]
    [InlineData("pypi", "1!0.5", "introduced 0, fixed 3.0", false)]
    [InlineData("pypi", "2.0rc1", "introduced 0, fixed 2.0", true)]
    [InlineData("pypi", "2.0.post1", "introduced 0, last_affected 2.0", false)]
    [InlineData("pypi", "2.0.0", "introduced 0, last_affected 2", true)]
    [InlineData("pypi", "1.2.3", "introduced 1.2.3-beta.1, fixed 1.2.4", true)]
    [InlineData("golang", "v0.0.0-20210101000000-abcdefabcdef", "introduced 0, fixed 0.0.0-20220101000000-abcdefabcdef", true)]
    [InlineData("golang", "0.0.0-20230101000000-abcdefabcdef", "introduced 0, fixed 0.0.0-20220101000000-abcdefabcdef", false)]
    [InlineData("golang", "v2.0.0+incompatible", "introduced 0, fixed 2.0.1+incompatible", true)]
    [InlineData("golang", "1.21", "introduced 1.21.0-0, fixed 1.21.2", true)]
    [InlineData("golang", "1.21rc2", "introduced 1.21.0-0, fixed 1.21.2", true)]
    [InlineData("maven", "2.0-beta9", "introduced 2.0-beta9, fixed 2.3.1", true)]
    [InlineData("maven", "2.0-beta8", "introduced 2.0-beta9, fixed 2.3.1", false)]
    [InlineData("maven", "31.1-jre", "introduced 0, fixed 32.0.0-android", true)]
    [InlineData("maven", "4.1.100.Final", "introduced 0, fixed 4.1.100", false)]
    [InlineData("composer", "v5.4.19", "introduced 5.0.0, fixed 5.4.20", true)]
    [InlineData("composer", "5.4.x-dev", "introduced 5.0.0, fixed 5.4.20", false)]
    [InlineData("gem", "1.13.5-x86_64-linux", "introduced 0, fixed 1.13.6", true)]
    [InlineData("gem", "1.13.6-x86_64-linux-gnu", "introduced 0, fixed 1.13.6", false)]
    [InlineData("gem", "1.13.6-java", "introduced 0, fixed 1.13.6", false)]
    [InlineData("gem", "7.0.0.rc1", "introduced 0, fixed 7.0.0", true)]
    [InlineData("nuget", "13.0.1.0", "introduced 0, fixed 13.0.1", false)]
    [InlineData("nuget", "4.3.0-rc1", "introduced 0, fixed 4.3.0", true)]
    [InlineData("cargo", "0.2.22", "introduced 0.0.0-0, fixed 0.2.23", true)]
    [InlineData("hex", "1.6.0-rc.0", "introduced 0, fixed 1.6.0", true)]
    [InlineData("pub", "1.2.0+1", "introduced 0, last_affected 1.2.0", false)]
    [InlineData("githubactions", "v45", "introduced 0, fixed 46.0.1", true)]
    [InlineData("githubactions", "v46.0.1", "introduced 0, fixed 46.0.1", false)]
    [InlineData("swift", "2.60.0", "introduced 0, fixed 2.61.1", true)]
    [InlineData("deb", "1.1.1n-0+deb11u4", "introduced 0, fixed 1.1.1n-0+deb11u5", true)]
    [InlineData("apk", "3.1.4-r0", "introduced 0, fixed 3.1.4-r1", true)]
    public void Each_ecosystem_counts_as_its_own_tool_does(string ecosystem, string version, string events, bool affected) =>
        Assert.Equal(affected ? Verdict.Affected : Verdict.NotAffected, VersionRanges.Judge(Package(Range(events)), ecosystem, version));

    [Theory]
    [InlineData("dev-main")]
    [InlineData("dev-feature/x")]
    public void Whether_a_branch_has_the_fix_cannot_be_told(string branch) =>
        Assert.Equal(Verdict.Undecided, VersionRanges.Judge(Package(Range("introduced 0, fixed 2.0.0")), "composer", branch));

    [Fact]
    public void An_ecosystem_whose_order_is_not_known_is_undecided_and_not_clean() =>
        Assert.Equal(Verdict.Undecided, VersionRanges.Judge(Package(Range("introduced 0, fixed 2.0.0")), "conan", "1.0.0"));

    [Fact]
    public void A_commit_that_the_record_names_is_known()
    {
        var (bad, good) = (new string('a', 40), new string('b', 40));
        var affected = Package(new AffectedRange { Type = RangeType.Git, Events = [new(RangeEventKind.Introduced, bad), new(RangeEventKind.Fixed, good)] });
        Assert.Equal(Verdict.Affected, Judge(affected, bad));
        Assert.Equal(Verdict.NotAffected, Judge(affected, good));
    }

    [Theory]
    [InlineData("1.0.0", "introduced 0, fixed 1.4.0", "1.4.0")]
    [InlineData("1.0.0", "introduced 0, fixed 1.4.0, introduced 2.0.0, fixed 2.1.0", "1.4.0")]
    [InlineData("2.0.5", "introduced 0, fixed 1.4.0, introduced 2.0.0, fixed 2.1.0", "2.1.0")]
    [InlineData("1.0.0", "introduced 0, last_affected 1.4.0", null)]
    [InlineData("1.0.0", "introduced 0, fixed 1.4.0, introduced 1.4.0, fixed 1.5.0", "1.5.0")]
    [InlineData("1.0.0", "introduced 0, limit 1.4.0", null)]
    [InlineData("1.0.0", "introduced 0, fixed one, introduced 2.0.0, fixed 2.1.0", "2.1.0")]
    [InlineData("1.0.0", "introduced 0, fixed 1.1.0, introduced one, fixed 2.1.0", null)]
    public void The_least_fix_is_the_first_version_above_that_is_not_affected_itself(string version, string events, string? fix) =>
        Assert.Equal(fix, VersionRanges.LeastFix([Package(Range(events))], "npm", version));

    [Fact]
    public void A_fix_that_another_entry_says_to_be_affected_is_none() => Assert.Equal(
        "2.0.0",
        VersionRanges.LeastFix([Package(Range("introduced 0, fixed 1.5.0")), Package(Range("introduced 1.5.0, fixed 2.0.0"))], "npm", "1.0.0"));

    private static Verdict Judge(AffectedPackage affected, string version) => VersionRanges.Judge(affected, "npm", version);

    private static AffectedPackage Package(params AffectedRange[] ranges) => new() { Ecosystem = "npm", Name = "p", Ranges = ranges };

    private static AffectedRange Range(string events) => new()
    {
        Type = RangeType.Semver,
        Events =
        [
            .. events.Split(", ").Select(text => text.Split(' ')).Select(parts => new RangeEvent(
                parts[0] switch
                {
                    "introduced" => RangeEventKind.Introduced,
                    "fixed" => RangeEventKind.Fixed,
                    "limit" => RangeEventKind.Limit,
                    _ => RangeEventKind.LastAffected,
                },
                parts[1])),
        ],
    };
}
