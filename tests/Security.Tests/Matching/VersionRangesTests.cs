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
    public void What_cannot_be_compared_is_undecided_and_not_clean(string version, string events) =>
        Assert.Equal(Verdict.Undecided, Judge(Package(Range(events)), version));

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
