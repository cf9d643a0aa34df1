using Cortex.Packages;
using Cortex.Security.Advisories;
using Cortex.Security.Advisories.Stored;
using Cortex.Security.Matching;

namespace Cortex.Security.Fixing.Deciding;

/// <summary>The version to go to, and the advisories that are still true of it.</summary>
/// <param name="Version">Null when no version is known that is better.</param>
/// <param name="Unresolved">Ids of advisories that affect the version in use and stay.</param>
internal sealed record FixTarget(string? Version, IReadOnlyList<string> Unresolved)
{
    /// <summary>
    /// Of the versions above the one in use that some advisory names as fixed, the least of those that resolve the most: all advisories of the
    /// package where one version can. Never one that an advisory says to be affected that does not affect the version in use, and no
    /// pre-release unless the version in use is one.
    /// </summary>
    /// <param name="ecosystem">The purl type whose version order counts.</param>
    /// <param name="version">The version in use.</param>
    /// <param name="advisories">Everything that is said of the package.</param>
    /// <param name="most">How far it may go.</param>
    public static FixTarget Of(string ecosystem, string version, IReadOnlyList<PackageAdvisory> advisories, FixRisk most = FixRisk.Major)
    {
        var versions = new EcosystemVersions(ecosystem);
        var said = advisories.Where(a => a.Advisory.Withdrawn is null).GroupBy(a => a.Advisory.Id, StringComparer.Ordinal).ToList();
        var now = said.ToDictionary(entries => entries.Key, entries => Worst(entries, versions, version), StringComparer.Ordinal);
        var affecting = now.Where(verdict => verdict.Value == Verdict.Affected).Select(verdict => verdict.Key).ToHashSet(StringComparer.Ordinal);
        var best = new FixTarget(null, [.. affecting.Order(StringComparer.Ordinal)]);
        foreach (var candidate in Candidates(ecosystem, versions, version, advisories).Where(candidate => FixRisks.Of(version, candidate) <= most))
        {
            var stays = said.Where(entries => IsTrueOf(candidate, entries, now[entries.Key], versions)).Select(entries => entries.Key).ToList();
            if (stays.TrueForAll(affecting.Contains) && stays.Count < best.Unresolved.Count)
                best = new FixTarget(candidate, [.. stays.Order(StringComparer.Ordinal)]);
        }
        return best;
    }

    private static IEnumerable<string> Candidates(string ecosystem, EcosystemVersions versions, string version, IReadOnlyList<PackageAdvisory> advisories)
    {
        if (versions.Read(version) is not { } used)
            return [];
        var written = version.StartsWith('v') ? "v" : "";
        var preReleases = FixRisks.IsPreRelease(ecosystem, version);
        return advisories
            .SelectMany(a => a.Affected.Ranges)
            .Where(range => range.Type is RangeType.Semver or RangeType.Ecosystem)
            .SelectMany(range => range.Events)
            .Where(e => e.Kind == RangeEventKind.Fixed)
            .Select(e => (Text: e.Version.StartsWith('v') ? e.Version : written + e.Version, Order: versions.Read(e.Version)))
            .Where(fix => fix.Order?.OrderAgainst(used) > 0 && (preReleases || !FixRisks.IsPreRelease(ecosystem, fix.Text)))
            .OrderBy(fix => fix.Order!, PackageVersion.Ascending)
            .Select(fix => fix.Text)
            .Distinct(StringComparer.Ordinal);
    }

    // What cannot be decided of the version in use is no worse of another one; what could be, must stay decidable.
    private static bool IsTrueOf(string candidate, IEnumerable<PackageAdvisory> entries, Verdict now, EcosystemVersions versions) =>
        Worst(entries, versions, candidate) switch
        {
            Verdict.Affected => true,
            Verdict.Undecided => now != Verdict.Undecided,
            _ => false,
        };

    private static Verdict Worst(IEnumerable<PackageAdvisory> entries, EcosystemVersions versions, string version)
    {
        var verdicts = entries.Select(entry => VersionRanges.Judge(entry.Affected, versions, version)).ToList();
        return verdicts.Contains(Verdict.Affected) ? Verdict.Affected : verdicts.Contains(Verdict.Undecided) ? Verdict.Undecided : Verdict.NotAffected;
    }
}
