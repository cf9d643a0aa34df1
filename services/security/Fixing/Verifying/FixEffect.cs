using Cortex.Contracts.Findings;
using Cortex.Packages.Editing;
using Cortex.Security.Fixing.Deciding;
using Cortex.Security.Fixing.Relocking;

namespace Cortex.Security.Fixing.Verifying;

/// <summary>What a change does to the findings of its repository, by scanning it again.</summary>
/// <param name="Resolved">Those that are gone, also of other packages that came with the upgrade.</param>
/// <param name="Failure">Why it does not do what it is for; null when it does.</param>
internal sealed record FixEffect(IReadOnlyList<Finding> Resolved, string? Failure)
{
    /// <summary>Ecosystems whose tool takes the lowest version that is asked for: any other one is a substitute.</summary>
    private static readonly string[] LowestVersion = ["nuget", "golang", "maven"];

    /// <summary>What a reviewer has to know of a change that does what it is for.</summary>
    public string? Note { get; init; }

    public static FixEffect Of(Fix fix, ScanState before, ScanState after, EditPlan plan, RelockResult relock)
    {
        var left = after.Findings.Select(Place).ToHashSet();
        var resolved = before.GoneIn(after).Where(finding => !left.Contains(Place(finding))).ToList();
        // A lockfile that was not made anew still lists the old version; whoever judges says so.
        if (relock.Stale is not null || relock.Broken is not null)
            return new([.. before.Findings.Where(finding => fix.Findings.Contains(finding.Key, StringComparer.Ordinal))], null);
        if (before.NewIn(after) is [var added, ..] all)
            return new(resolved, $"it brings {(all.Count == 1 ? "a vulnerability" : $"{all.Count} vulnerabilities")} that the repository did not have: {added.Reference} in {added.Package}");
        var refused = plan.Refused.Select(refusal => refusal.Upgrade.Path).ToHashSet(StringComparer.Ordinal);
        if (Substituted(fix, after, refused) is { } substituted)
            return new(resolved, substituted);
        if (Lost(fix, before, after, plan) is { } lost)
            return new(resolved, lost);
        var stays = before.Findings.Where(finding => fix.Findings.Contains(finding.Key, StringComparer.Ordinal) && !refused.Contains(finding.Path!)).FirstOrDefault(finding => left.Contains(Place(finding)));
        if (stays is null)
            return new(resolved, null) { Note = Newer(fix, after, refused) };
        return new(resolved, $"{stays.Reference} is still there: {after.Findings.First(finding => Place(finding) == Place(stays)).Title}");
    }

    /// <summary>A lockfile that now has a version which nobody asked for.</summary>
    private static string? Substituted(Fix fix, ScanState after, HashSet<string> refused) =>
        Others(fix, after, refused).Where(other => LowestVersion.Contains(fix.Ecosystem) || !IsNewer(fix.Ecosystem, other.Version, other.Upgrade.To))
            .Select(other => $"{other.Upgrade.Path} has {fix.Name} {other.Version} in place of {other.Upgrade.To}, which was asked for; fix known, not verifiable here")
            .FirstOrDefault();

    /// <summary>Tools that take the newest version of a range may go beyond the least one that would do.</summary>
    private static string? Newer(Fix fix, ScanState after, HashSet<string> refused) =>
        Others(fix, after, refused).Select(other => $"{other.Upgrade.Path} has {fix.Name} {other.Version}, the newest that the range allows; {other.Upgrade.To} would do").FirstOrDefault();

    private static IEnumerable<(PackageUpgrade Upgrade, string Version)> Others(Fix fix, ScanState after, HashSet<string> refused)
    {
        foreach (var upgrade in fix.Upgrades.Where(upgrade => !refused.Contains(upgrade.Path)))
        {
            var versions = after.Scan.Packages.Where(p => p.Path == upgrade.Path && p.Ecosystem == fix.Ecosystem && p.Name == fix.Name && p.Version is not null).Select(p => p.Version!).ToList();
            if (versions.Count > 0 && !versions.Exists(version => Compare(fix.Ecosystem, version, upgrade.To) == 0) && !versions.Contains(upgrade.From, StringComparer.Ordinal))
                yield return (upgrade, versions[0]);
        }
    }

    /// <summary>A tool may leave out of the lockfile what it should have put at another version; installing from that breaks who asks for it.</summary>
    private static string? Lost(Fix fix, ScanState before, ScanState after, EditPlan plan)
    {
        bool Lists(ScanState state, string path) => state.Scan.Packages.Any(p => p.Path == path && p.Ecosystem == fix.Ecosystem && p.Name == fix.Name);
        return plan.Notes.Any(note => note.Kind == EditNoteKind.Override)
            && fix.Upgrades.FirstOrDefault(upgrade => Lists(before, upgrade.Path) && !Lists(after, upgrade.Path)) is { } gone
            ? $"{gone.Path} lists no {fix.Name} any more, though {fix.To()} was asked for"
            : null;
    }

    private static bool IsNewer(string ecosystem, string version, string than) => Compare(ecosystem, version, than) > 0;

    private static int? Compare(string ecosystem, string a, string b)
    {
        try
        {
            return a == b ? 0 : Packages.VersionOrder.Compare(ecosystem, a, b);
        }
        catch (Packages.VersionFormatException)
        {
            return null;
        }
    }

    // The same vulnerability of the same package at the same place, whatever its version.
    private static (string?, string?, string) Place(Finding finding) => (finding.Reference, finding.Path, finding.Package!.Split('@')[0]);
}
