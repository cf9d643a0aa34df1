using Cortex.Contracts.Findings;

namespace Cortex.Security.Matching;

/// <summary>Vulnerabilities that no upgrade answers, and that somebody has to decide about.</summary>
internal static class Unfixed
{
    /// <summary>Where the CVSS specification's word "critical" begins.</summary>
    private const double Critical = 9.0;

    /// <summary>The critical ones for which no fixed version is known, each once for each package version, worst first.</summary>
    public static IEnumerable<Vulnerability> WithoutFix(IEnumerable<Vulnerability> vulnerabilities) => vulnerabilities
        .Where(v => v.FixedVersion is null && v.Score?.Value >= Critical)
        .DistinctBy(v => (v.Reference, v.Package.Purl))
        .OrderByDescending(v => v.Score!.Value)
        .ThenBy(v => v.Reference, StringComparer.Ordinal)
        .ThenBy(v => v.Package.Purl, StringComparer.Ordinal);

    /// <summary>The same of findings, as an aggregation has them.</summary>
    public static IEnumerable<Finding> WithoutFix(IEnumerable<Finding> findings) => findings
        .Where(f => f.Kind == FindingKinds.Vulnerability && f.FixedVersion is null && f.Score >= Critical)
        .DistinctBy(f => (f.Reference, f.Package))
        .OrderByDescending(f => f.Score)
        .ThenBy(f => f.Reference, StringComparer.Ordinal)
        .ThenBy(f => f.Package, StringComparer.Ordinal);
}
