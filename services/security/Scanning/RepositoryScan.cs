using Cortex.Contracts.Findings;
using Cortex.Documents.Files;
using Cortex.Documents.Ignores;
using Cortex.Packages;
using Cortex.Security.Advisories;
using Cortex.Security.Advisories.Stored;
using Cortex.Security.Evidence;
using Cortex.Security.Fixing.Deciding;
using Cortex.Security.Fixing.Working;
using Cortex.Security.Matching;
using Cortex.Security.Matching.Tags;
using Cortex.Security.Secrets;
using Cortex.Security.Secrets.History;
using Cortex.Security.Suppressions;
using Cortex.Workspaces.Running;

namespace Cortex.Security.Scanning;

/// <summary>All looks at one checkout. Nothing of it is executed; the same files and advisories give the same findings.</summary>
/// <param name="target">The repository as the user gave it.</param>
/// <param name="identity">What keys call it.</param>
/// <param name="part">What of it is looked at.</param>
/// <param name="dryRun">Whether nothing may be changed.</param>
/// <param name="today">The day by which the repository's ignores and permissions hold or have ended.</param>
internal sealed class RepositoryScan(string target, string identity, ScanPart part, bool dryRun, DateOnly today)
{
    private const int PackagesNumber = 0;
    private const int FirstDetectorNumber = 1;

    private readonly Detections found = new();
    private readonly List<Finding> vulnerabilities = [];
    private FixPlan fixes = new([], []);

    /// <summary>Looks for secrets in all commits, too, when there is a git to ask.</summary>
    public Git? History { get; init; }

    public async Task<TargetScan> RunAsync(string folder, AdvisoryQuestions advisories, CancellationToken stop)
    {
        var ignores = IgnoreRules.Read(folder, new HashSet<string>(StringComparer.Ordinal), today, found);
        var tree = SourceTree.Walk(folder, new HashSet<string>(StringComparer.Ordinal), ignores, TreeLimits.Default, found, stop);
        var suppressions = RepositorySuppressions.Read(tree, today, found);
        if (part.Does(PackagesNumber))
            await LookAtPackagesAsync(tree, suppressions, advisories, stop);
        var detectors = Detectors.OfRepository(today);
        for (var i = 0; i < detectors.Count; i++)
        {
            if (part.Does(i + FirstDetectorNumber))
                Look(detectors[i], tree, stop);
        }

        var mine = part.FilesOf(tree.Files);
        Look(new SecretDetector(file => mine.Contains(file.Path)), tree, stop);
        if (History is { } git && part.Does(detectors.Count + FirstDetectorNumber))
            await new SecretHistory(git).LookAsync(tree, found, HistoryLimits.Default, stop);
        return Judge(suppressions);
    }

    private TargetScan Judge(RepositorySuppressions suppressions)
    {
        var findings = new List<Finding>();
        var suppressed = DetectionFindings.Suppressed(found, target, identity).ToList();
        foreach (var finding in vulnerabilities.Concat(DetectionFindings.Of(found, target, identity)))
        {
            if (suppressions.Of(finding) is { } passed)
                suppressed.Add(passed);
            else
                findings.Add(finding);
        }
        return new TargetScan { Findings = findings, Suppressed = suppressed, HandOffs = FixHandOffs.Of(fixes, target, identity, dryRun) };
    }

    private async Task LookAtPackagesAsync(SourceTree tree, RepositorySuppressions suppressions, AdvisoryQuestions advisories, CancellationToken stop)
    {
        PackageScan scan = new() { Packages = [], Unreadable = [] };
        Guard("packages", () => scan = Heeding(tree, PackageScanner.Scan(tree.Root, ct: stop)));
        Guard("pinned tags", () => scan = scan with { Packages = [.. scan.Packages, .. PinnedTags.Of(tree, found, stop)] });
        foreach (var unreadable in scan.Unreadable)
            found.Unreadable(unreadable.Path, unreadable.Line, "unreadable-manifest", unreadable.Reason);
        var known = await advisories.AskAsync(scan.Packages, stop);
        Guard("vulnerable packages", () =>
        {
            IReadOnlyList<PackageAdvisory> Of(PackageOccurrence package) =>
                PackageNames.Osv(package.Ecosystem) is { } ecosystem && known.TryGetValue(new(ecosystem, package.Name), out var of) ? of : [];
            var match = VulnerabilityMatch.Of(scan.Packages, Of);
            var evidence = ImportEvidence.Of(tree, [.. match.Vulnerabilities.Select(v => v.Package)], stop);
            vulnerabilities.AddRange(VulnerabilityFindings.Of(match, scan, target, identity, evidence));
            // What the repository passes over is not worth a change.
            var open = match.Vulnerabilities.Zip(vulnerabilities).Where(pair => suppressions.Of(pair.Second) is null).Select(pair => pair.First);
            fixes = FixPlan.Of(scan, match with { Vulnerabilities = [.. open] }, Of, target, identity);
        });
    }

    private static PackageScan Heeding(SourceTree tree, PackageScan scan) => new()
    {
        Packages = [.. scan.Packages.Where(package => !tree.Ignores(package.Path))],
        Unreadable = [.. scan.Unreadable.Where(unreadable => !tree.Ignores(unreadable.Path))],
    };

    private void Look(IDetector detector, SourceTree tree, CancellationToken stop) => Guard(detector.Subject, () => detector.Look(tree, found, stop));

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
