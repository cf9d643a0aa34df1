using Cortex.Contracts.Findings;
using Cortex.Documents.Files;
using Cortex.Documents.Ignores;
using Cortex.Packages;
using Cortex.Security.Advisories;
using Cortex.Security.Matching;

namespace Cortex.Security.Scanning;

/// <summary>All looks at one checkout. Nothing of it is executed; the same files and advisories give the same findings.</summary>
/// <param name="target">The repository as the user gave it.</param>
/// <param name="identity">What keys call it.</param>
/// <param name="part">What of it is looked at.</param>
/// <param name="today">The day by which the repository's ignores and permissions hold or have ended.</param>
internal sealed class RepositoryScan(string target, string identity, ScanPart part, DateOnly today)
{
    private const int PackagesNumber = 0;

    private readonly Detections found = new();
    private readonly List<Finding> vulnerabilities = [];

    public async Task<TargetScan> RunAsync(string folder, AdvisoryQuestions advisories, CancellationToken stop)
    {
        var ignores = IgnoreRules.Read(folder, new HashSet<string>(StringComparer.Ordinal), today, found);
        var tree = SourceTree.Walk(folder, new HashSet<string>(StringComparer.Ordinal), ignores, TreeLimits.Default, found, stop);
        if (part.Does(PackagesNumber))
            await LookAtPackagesAsync(folder, ignores, advisories, stop);
        foreach (var (detector, number) in Detectors.OfRepository.Select((detector, i) => (detector, i + 1)))
        {
            if (part.Does(number))
                Guard(detector.Subject, () => detector.Look(tree, found, stop));
        }
        return new TargetScan { Findings = [.. vulnerabilities, .. DetectionFindings.Of(found, target, identity)] };
    }

    private async Task LookAtPackagesAsync(string folder, IgnoreRules ignores, AdvisoryQuestions advisories, CancellationToken stop)
    {
        PackageScan scan = new() { Packages = [], Unreadable = [] };
        Guard("packages", () => scan = Heeding(ignores, PackageScanner.Scan(folder, ct: stop)));
        foreach (var unreadable in scan.Unreadable)
            found.Unreadable(unreadable.Path, unreadable.Line, "unreadable-manifest", unreadable.Reason);
        var known = await advisories.AskAsync(scan.Packages, stop);
        Guard("vulnerable packages", () =>
        {
            var match = VulnerabilityMatch.Of(
                scan.Packages,
                package => PackageNames.Osv(package.Ecosystem) is { } ecosystem && known.TryGetValue(new(ecosystem, package.Name), out var of) ? of : []);
            vulnerabilities.AddRange(VulnerabilityFindings.Of(match, scan, target, identity));
        });
    }

    private static PackageScan Heeding(IgnoreRules ignores, PackageScan scan) => new()
    {
        Packages = [.. scan.Packages.Where(package => !ignores.Ignores(package.Path))],
        Unreadable = [.. scan.Unreadable.Where(unreadable => !ignores.Ignores(unreadable.Path))],
    };

    /// <summary>Input that breaks one look must not hide what the others find.</summary>
    private void Guard(string subject, Action look)
    {
        try
        {
            look();
        }
        catch (Exception e) when (e is not (OperationCanceledException or OutOfMemoryException))
        {
            found.Partial();
            found.Unreadable(".", null, "scan-failed", $"The {subject} could not be looked at completely: {e.Message} Report this with the repository.", Severity.Medium);
        }
    }
}
