using Cortex.Contracts.Findings;
using Cortex.Packages;
using Cortex.Packages.Editing;
using Cortex.Security.Advisories.Stored;
using Cortex.Security.Matching;

namespace Cortex.Security.Fixing.Deciding;

/// <summary>What to do about a repository's vulnerable packages, the most urgent first, and what is not done and why.</summary>
internal sealed record FixPlan(IReadOnlyList<Fix> Fixes, IReadOnlyList<OpenFinding> Open)
{
    /// <summary>Pure: the same scan and advisories give the same plan.</summary>
    /// <param name="scan">The repository's packages.</param>
    /// <param name="match">What is known of them.</param>
    /// <param name="advisoriesOf">Every advisory of a package, also those that do not affect the version in use.</param>
    /// <param name="target">The repository as the user gave it.</param>
    /// <param name="identity">The repository in keys.</param>
    /// <param name="editable">Which purl types can be edited; null for those that have an editor.</param>
    public static FixPlan Of(
        PackageScan scan, MatchResult match, Func<PackageOccurrence, IReadOnlyList<PackageAdvisory>> advisoriesOf, string target, string identity,
        Func<string, bool>? editable = null)
    {
        editable ??= PackageEditor.Knows;
        var open = new List<OpenFinding>();
        var fixes = new List<Fix>();
        var findings = VulnerabilityFindings.Of(match with { Undecided = [] }, scan, target, identity);
        var vulnerable = match.Vulnerabilities.Zip(findings, (vulnerability, finding) => new Vulnerable(vulnerability, finding)).ToList();
        foreach (var package in vulnerable.GroupBy(v => (v.Package.Ecosystem, v.Package.Name)))
        {
            if (!editable(package.Key.Ecosystem))
                open.AddRange(package.Select(place => place.Open(OpenReasons.NotEditable, $"packages of '{package.Key.Ecosystem}' are not edited")));
            else if (Decide(package.Key.Ecosystem, package.Key.Name, [.. package], advisoriesOf, open) is { } fix)
                fixes.Add(fix);
        }
        return new(
            [.. fixes.OrderByDescending(f => f.Exploited).ThenByDescending(f => f.Severity).ThenByDescending(f => f.Epss).ThenByDescending(f => f.Score).ThenBy(f => f.Risk).ThenByDescending(f => f.Direct)
                .ThenBy(f => f.Ecosystem, StringComparer.Ordinal).ThenBy(f => f.Name, StringComparer.Ordinal)],
            [.. open.OrderBy(o => o.Finding, StringComparer.Ordinal)]);
    }

    private static Fix? Decide(
        string ecosystem, string name, IReadOnlyList<Vulnerable> places, Func<PackageOccurrence, IReadOnlyList<PackageAdvisory>> advisoriesOf, List<OpenFinding> open)
    {
        var targets = new Dictionary<string, FixTarget>(StringComparer.Ordinal);
        var smaller = new Dictionary<string, FixTarget>(StringComparer.Ordinal);
        foreach (var version in places.GroupBy(place => place.Package.Version!, StringComparer.Ordinal))
        {
            var advisories = advisoriesOf(version.First().Package);
            var target = targets[version.Key] = FixTarget.Of(ecosystem, version.Key, advisories);
            if (target.Version is { } to)
                smaller[version.Key] = FixRisks.Of(version.Key, to) == FixRisk.Major ? FixTarget.Of(ecosystem, version.Key, advisories, FixRisk.Minor) : target;
            foreach (var place in version)
            {
                if (target.Version is null)
                    open.Add(place.Open(OpenReasons.NoFixKnown, "no fixed version is known"));
                else if (place.Vulnerability.Names(target.Unresolved))
                    open.Add(place.Open(OpenReasons.NoFixKnown, $"{target.Version} is the best known version and does not resolve it"));
            }
        }

        var fix = Make(ecosystem, name, places, targets);
        return fix is { Risk: FixRisk.Major } ? fix with { Smaller = Make(ecosystem, name, places, smaller) } : fix;
    }

    /// <summary>The upgrade to these versions; null when it resolves nothing.</summary>
    private static Fix? Make(string ecosystem, string name, IReadOnlyList<Vulnerable> places, Dictionary<string, FixTarget> targets)
    {
        var answered = places.Where(place => targets.TryGetValue(place.Package.Version!, out var target) && target.Version is not null && !place.Vulnerability.Names(target.Unresolved)).ToList();
        var upgrades = answered.Select(place => (place.Package.Path, Version: place.Package.Version!)).Distinct()
            .Select(place => new PackageUpgrade { Ecosystem = ecosystem, Name = name, From = place.Version, To = targets[place.Version].Version!, Path = place.Path }).ToList();
        return answered.Count == 0 ? null : new Fix
        {
            Ecosystem = ecosystem,
            Name = name,
            Upgrades = [.. upgrades.OrderBy(u => u.Path, StringComparer.Ordinal).ThenBy(u => u.From, StringComparer.Ordinal)],
            Findings = [.. answered.Select(place => place.Finding.Key).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            References = [.. answered.Select(place => place.Vulnerability.Reference).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            Severity = answered.Max(place => place.Finding.Severity),
            Score = answered.Max(place => place.Finding.Score ?? 0),
            Exploited = answered.Exists(place => place.Vulnerability.Exploited),
            Epss = answered.Max(place => place.Vulnerability.Epss ?? 0),
            Risk = upgrades.Max(upgrade => FixRisks.Of(upgrade.From, upgrade.To)),
            Direct = answered.Exists(place => place.Package.Direct),
        };
    }

    private sealed record Vulnerable(Vulnerability Vulnerability, Finding Finding)
    {
        public PackageOccurrence Package => Vulnerability.Package;

        public OpenFinding Open(string code, string reason) => new(Finding.Key, Vulnerability.Reference, Package.Purl, code, reason);
    }
}

internal static class VulnerabilityIds
{
    /// <summary>Whether one of the ids is the vulnerability's.</summary>
    public static bool Names(this Vulnerability vulnerability, IReadOnlyList<string> ids) =>
        ids.Any(id => id == vulnerability.Reference || vulnerability.Aliases.Contains(id, StringComparer.Ordinal));
}
