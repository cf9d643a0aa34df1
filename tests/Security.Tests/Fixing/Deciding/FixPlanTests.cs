using Cortex.Contracts.Findings;
using Cortex.Packages;
using Cortex.Security.Advisories;
using Cortex.Security.Advisories.Stored;
using Cortex.Security.Fixing.Deciding;
using Cortex.Security.Matching;

namespace Cortex.Security.Tests.Fixing.Deciding;

public sealed class FixPlanTests
{
    private readonly Dictionary<string, List<PackageAdvisory>> said = new(StringComparer.Ordinal);

    [Fact]
    public void All_places_of_a_package_go_into_one_change()
    {
        Say("left", "CVE-1", "1.3.0");
        var fix = Assert.Single(Plan(At("npm", "left", "1.0.0", "package-lock.json"), At("npm", "left", "1.0.0", "web/package-lock.json")).Fixes);
        Assert.Equal(["package-lock.json", "web/package-lock.json"], fix.Upgrades.Select(u => u.Path));
        Assert.Equal(2, fix.Findings.Count);
        Assert.Equal(["CVE-1"], fix.References);
        Assert.Equal("dependency-upgrade:shop:pkg:npm/left", fix.Key("shop"));
    }

    [Fact]
    public void Two_versions_in_one_lockfile_are_handled_together_each_with_its_own_target()
    {
        Say("semver", "CVE-1", "5.7.2", ("6.0.0", "7.5.2"));
        var fix = Assert.Single(Plan(At("npm", "semver", "5.7.1", "package-lock.json"), At("npm", "semver", "7.3.8", "package-lock.json")).Fixes);
        Assert.Equal("semver 5.7.1 → 5.7.2, 7.3.8 → 7.5.2", fix.Text());
    }

    [Fact]
    public void What_is_exploited_comes_first_then_what_is_severe_then_what_risks_less()
    {
        Say("calm", "CVE-1", "1.0.1", rating: "LOW");
        Say("far", "CVE-2", "2.0.0", rating: "HIGH");
        Say("near", "CVE-3", "1.0.1", rating: "HIGH");
        Say("hot", "CVE-4", "1.0.1", rating: "MODERATE", exploited: true);
        var plan = Plan([.. new[] { "calm", "far", "near", "hot" }.Select(name => At("npm", name, "1.0.0", "package-lock.json"))]);
        Assert.Equal(["hot", "near", "far", "calm"], plan.Fixes.Select(f => f.Name));
    }

    [Fact]
    public void What_has_no_fix_stays_open_and_says_so()
    {
        Say("stuck", "CVE-1", null);
        var plan = Plan(At("npm", "stuck", "1.0.0", "package-lock.json"));
        Assert.Empty(plan.Fixes);
        var open = Assert.Single(plan.Open);
        Assert.Equal(("CVE-1", "pkg:npm/stuck@1.0.0", "no fixed version is known"), (open.Reference, open.Package, open.Reason));
    }

    [Fact]
    public void An_ecosystem_that_is_not_edited_stays_open_and_says_so()
    {
        Say("left", "CVE-1", "1.3.0");
        var plan = Plan(At("conan", "left", "1.0.0", "conanfile.txt"));
        Assert.Empty(plan.Fixes);
    }

    [Fact]
    public void Without_the_upgrades_that_may_break_the_rest_is_left_with_its_own_findings()
    {
        Say("urllib3", "CVE-1", "2.7.0");
        var fix = Assert.Single(Plan(At("pypi", "urllib3", "1.26.18", "poetry.lock"), At("pypi", "urllib3", "2.5.0", "trainer/requirements.txt")).Fixes);
        var rest = fix.WithoutBreaking()!;
        Assert.Equal(["2.5.0"], rest.Upgrades.Select(u => u.From));
        Assert.Equal(["vulnerability:CVE-1:shop:trainer/requirements.txt:pkg:pypi/urllib3@2.5.0"], rest.Findings);
        Assert.Null(rest.WithoutBreaking());
    }

    [Fact]
    public void Beside_a_step_to_another_major_version_the_smaller_one_that_resolves_a_part_is_known()
    {
        Say("left", "CVE-1", "1.0.4");
        said["left"] = [.. said["left"], .. Also("left", "CVE-2", "2.0.0")];
        var fix = Assert.Single(Plan(At("npm", "left", "1.0.0", "package-lock.json")).Fixes);
        Assert.Equal(("left 1.0.0 → 2.0.0", FixRisk.Major), (fix.Text(), fix.Risk));
        Assert.Equal(("left 1.0.0 → 1.0.4", FixRisk.Patch), (fix.Smaller!.Text(), fix.Smaller.Risk));
        Assert.Equal(["CVE-1"], fix.Smaller.References);
        Assert.Equal(["CVE-1", "CVE-2"], fix.References);
    }

    [Fact]
    public void Where_no_smaller_step_resolves_anything_there_is_none()
    {
        Say("left", "CVE-1", "2.0.0");
        Assert.Null(Assert.Single(Plan(At("npm", "left", "1.0.0", "package-lock.json")).Fixes).Smaller);
        Say("right", "CVE-1", "1.0.4");
        Assert.Null(Assert.Single(Plan(At("npm", "right", "1.0.0", "package-lock.json")).Fixes).Smaller);
    }

    [Theory]
    [InlineData("npm", "lodash", "upgrade-npm-lodash")]
    [InlineData("npm", "@harbour/pine", "upgrade-npm-harbour-pine-")]
    [InlineData("nuget", "System.Text.Json", "upgrade-nuget-system-text-json-")]
    [InlineData("npm", "日本", "upgrade-npm-")]
    public void The_branch_is_named_after_the_package(string ecosystem, string name, string expected)
    {
        var slug = FixSlug.Of(new Fix { Ecosystem = ecosystem, Name = name, Upgrades = [], Findings = [], References = [], Severity = Severity.Low, Risk = FixRisk.Patch });
        Assert.StartsWith(expected, slug, StringComparison.Ordinal);
        Assert.StartsWith("cortex/", Workspaces.Changes.ChangeBranch.Name(Guid.Empty, slug), StringComparison.Ordinal);
        if (expected.EndsWith('-'))
            Assert.Equal(expected.Length + 6, slug.Length);
    }

    private FixPlan Plan(params PackageOccurrence[] packages)
    {
        IReadOnlyList<PackageAdvisory> Of(PackageOccurrence package) => said.GetValueOrDefault(package.Name, []);
        var scan = new PackageScan { Packages = packages, Unreadable = [] };
        return FixPlan.Of(scan, VulnerabilityMatch.Of(packages, Of), Of, "the shop", "shop", ecosystem => ecosystem != "conan");
    }

    private void Say(string package, string id, string? fix, (string From, string Fixed)? next = null, string? rating = null, bool exploited = false)
    {
        List<RangeEvent> events = [new(RangeEventKind.Introduced, "0")];
        if (fix is not null)
            events.Add(new(RangeEventKind.Fixed, fix));
        if (next is var (from, to))
            events.AddRange([new(RangeEventKind.Introduced, from), new(RangeEventKind.Fixed, to)]);
        said[package] =
        [
            new(
                new Advisory { Id = id, Modified = DateTimeOffset.UnixEpoch, Rating = rating, Exploited = exploited },
                new AffectedPackage { Ecosystem = "npm", Name = package, Ranges = [new() { Type = RangeType.Semver, Events = events }] }),
        ];
    }

    private IReadOnlyList<PackageAdvisory> Also(string package, string id, string fix)
    {
        var before = said[package];
        Say(package, id, fix);
        var also = said[package];
        said[package] = before;
        return also;
    }

    private static PackageOccurrence At(string ecosystem, string name, string version, string path) =>
        new() { Purl = PackageUrl.Create(ecosystem, name, version), Ecosystem = ecosystem, Name = name, Version = version, Path = path, Direct = true, Scope = "runtime" };
}
