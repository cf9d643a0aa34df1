using Cortex.Contracts.Findings;
using Cortex.Packages.Editing;
using Cortex.Security.Fixing.Verifying.Restored;

namespace Cortex.Security.Tests.Fixing.Verifying;

public sealed class RestoredVersionsTests
{
    private static readonly PackageUpgrade Upgrade = new() { Ecosystem = "nuget", Name = "Shelf", From = "1.0.0", To = "1.0.4", Path = "a.csproj" };

    [Fact]
    public void What_was_asked_for_and_taken_is_fine() => Assert.Null(RestoredVersions.Judge(Upgrade, [Takes("net10.0", "1.0.4")], []));

    [Fact]
    public void Another_version_than_asked_for_is_named()
    {
        var verdict = RestoredVersions.Judge(Upgrade, [Takes("net10.0", "1.1.0")], ["NU1603: Shelf 1.0.4 was not found"])!;
        Assert.Equal(VerificationStatus.Failed, verdict.Status);
        Assert.Equal("the restore took Shelf 1.1.0 in place of 1.0.4 (NU1603: Shelf 1.0.4 was not found); fix known, not verifiable here", verdict.Reason);
    }

    [Fact]
    public void An_older_version_anywhere_is_named() =>
        Assert.Contains("took Shelf 1.0.0 and not 1.0.4", RestoredVersions.Judge(Upgrade, [Takes("net10.0", "1.0.4"), Takes("net8.0", "1.0.0", asked: false)], [])!.Reason, StringComparison.Ordinal);

    [Fact]
    public void Where_the_frameworks_own_copy_wins_everywhere_the_upgrade_is_not_verified()
    {
        var verdict = RestoredVersions.Judge(Upgrade, [Takes("net10.0", "1.0.4") with { Own = "10.0.32767" }], [])!;
        Assert.Equal(VerificationStatus.Skipped, verdict.Status);
        Assert.Contains("on net10.0 the framework's own copy of Shelf (up to 10.0.32767) wins at run time over 1.0.4", verdict.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_it_wins_for_one_framework_only_that_is_a_note()
    {
        FrameworkFact[] frameworks = [Takes("netstandard2.0", "1.0.4") with { Name = "Library" }, new("app", "net10.0", null, false, "10.0.32767") { Name = "App", References = ["Library"] }];
        var verdict = RestoredVersions.Judge(Upgrade, frameworks, [])!;
        Assert.Equal(VerificationStatus.Passed, verdict.Status);
        Assert.Contains("net10.0", verdict.Reason, StringComparison.Ordinal);
        Assert.Null(RestoredVersions.Judge(Upgrade, [frameworks[0], frameworks[1] with { References = [] }], []));
    }

    private static FrameworkFact Takes(string framework, string version, bool asked = true) => new("src", framework, version, asked, null);
}
