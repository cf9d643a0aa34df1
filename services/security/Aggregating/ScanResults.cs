using Cortex.Contracts.Findings;
using Cortex.Security.Scanning;
using Cortex.Workers.Masters;

namespace Cortex.Security.Aggregating;

/// <summary>What all scan-workers of a run found, each finding once.</summary>
internal sealed record ScanResults
{
    public required IReadOnlyList<Finding> Findings { get; init; }

    public required IReadOnlyList<SuppressedFinding> Suppressed { get; init; }

    /// <summary>Targets that were looked at to the end, in all their parts.</summary>
    public required IReadOnlyList<string> Complete { get; init; }

    public IEnumerable<Finding> Vulnerabilities => Findings.Where(f => f.Kind == FindingKinds.Vulnerability);

    public static ScanResults Of(IReadOnlyList<WorkerOutcome> outcomes)
    {
        var scans = outcomes.Where(outcome => outcome.Spec.Type == ScanWorker.WorkerType).ToList();
        // The parts of one repository may have found the secret and what holds it.
        SuppressedFinding[] suppressed = [.. scans.SelectMany(scan => scan.Result.Suppressed).DistinctBy(s => s.Finding.Key, StringComparer.Ordinal).OrderBy(s => s.Finding.Key, StringComparer.Ordinal)];
        Finding[] findings = [.. scans.SelectMany(scan => scan.Result.Findings).DistinctBy(f => f.Key, StringComparer.Ordinal).OrderBy(f => f.Key, StringComparer.Ordinal)];
        return new ScanResults
        {
            Findings = [.. SecretPlaces.Once(findings, suppressed)],
            Suppressed = suppressed,
            Complete = [.. scans.SelectMany(scan => scan.Spec.Targets.Select(target => (Target: target, scan.Complete)))
                .GroupBy(scan => scan.Target, StringComparer.Ordinal)
                .Where(parts => parts.All(part => part.Complete))
                .Select(parts => parts.Key)],
        };
    }

    /// <summary>What was found, and by which advisories.</summary>
    /// <param name="advisories">The set in one line, with its age.</param>
    public string Summary(string advisories)
    {
        var references = Vulnerabilities.Select(f => f.Reference).Distinct(StringComparer.Ordinal).Count();
        var packages = Vulnerabilities.Select(f => f.Package).Distinct(StringComparer.Ordinal).Count();
        return $"{references} known vulnerabilities in {packages} package versions, by {advisories}; {Count(FindingKinds.Secret)} secrets, {Count(FindingKinds.Misconfiguration)} misconfigurations"
            + (Suppressed.Count > 0 ? $"; {Suppressed.Count} passed over as the repositories ask" : "");
    }

    private int Count(string kind) => Findings.Count(f => f.Kind == kind);
}
