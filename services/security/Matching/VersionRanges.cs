using Cortex.Packages;
using Cortex.Security.Advisories;

namespace Cortex.Security.Matching;

/// <summary>
/// Whether a version is affected: the evaluation that the OSV schema describes
/// (https://ossf.github.io/osv-schema/#evaluation), with the version order of the package's own ecosystem.
/// </summary>
internal static class VersionRanges
{
    /// <param name="affected">What the advisory says of the package.</param>
    /// <param name="ecosystem">The purl type whose version order counts.</param>
    /// <param name="version">The version in use.</param>
    public static Verdict Judge(AffectedPackage affected, string ecosystem, string version) =>
        Judge(affected, new EcosystemVersions(ecosystem), version);

    public static Verdict Judge(AffectedPackage affected, EcosystemVersions versions, string version)
    {
        if (affected.Versions.Contains(version, StringComparer.Ordinal))
            return Verdict.Affected;
        var undecided = false;
        foreach (var range in affected.Ranges)
        {
            var verdict = range.Type switch
            {
                RangeType.Git => OfCommit(range, version),
                RangeType.Unknown => Verdict.Undecided,
                _ => RangeEvents.Judge(range.Events, versions, version),
            };
            if (verdict == Verdict.Affected)
                return verdict;
            undecided |= verdict == Verdict.Undecided;
        }
        if (IsListed(affected.Versions, versions, version))
            return Verdict.Affected;
        return undecided ? Verdict.Undecided : Verdict.NotAffected;
    }

    /// <summary>The least fixed version above <paramref name="version"/> that none of the entries says to be affected; null when none is known.</summary>
    /// <param name="entries">All that the advisories of one vulnerability say of the package, also of other ranges than the version's.</param>
    /// <param name="ecosystem">The purl type whose version order counts.</param>
    /// <param name="version">The version in use.</param>
    public static string? LeastFix(IReadOnlyCollection<AffectedPackage> entries, string ecosystem, string version) =>
        LeastFix(entries, new EcosystemVersions(ecosystem), version);

    public static string? LeastFix(IReadOnlyCollection<AffectedPackage> entries, EcosystemVersions versions, string version)
    {
        if (versions.Read(version) is not { } used)
            return null;
        return entries
            .SelectMany(entry => entry.Ranges)
            .Where(range => range.Type is RangeType.Semver or RangeType.Ecosystem)
            .SelectMany(range => range.Events)
            .Where(e => e.Kind == RangeEventKind.Fixed)
            .Select(e => (e.Version, Order: versions.Read(e.Version)))
            .Where(fix => fix.Order?.OrderAgainst(used) > 0)
            .OrderBy(fix => fix.Order!, PackageVersion.Ascending)
            .Select(fix => fix.Version)
            .FirstOrDefault(fix => entries.All(entry => Judge(entry, versions, fix) == Verdict.NotAffected));
    }

    // The same version may be listed in another spelling, as 7.0 for 7.0.0.
    private static bool IsListed(IReadOnlyList<string> listed, EcosystemVersions versions, string version) =>
        listed.Count > 0 && versions.Read(version) is { } used && listed.Any(text => versions.Read(text)?.OrderAgainst(used) == 0);

    // Without the repository's history only the commits that the record names can be told.
    private static Verdict OfCommit(AffectedRange range, string version) =>
        range.Events.FirstOrDefault(e => e.Kind is not RangeEventKind.Limit && e.Version == version && e.Version.Length >= 40) switch
        {
            { Version: null } => Verdict.NotAffected,
            { Kind: RangeEventKind.Fixed } => Verdict.NotAffected,
            _ => Verdict.Affected,
        };
}

/// <summary>Undecided: a version, or a part of the advisory, is not one that can be compared.</summary>
internal enum Verdict { NotAffected, Affected, Undecided }
