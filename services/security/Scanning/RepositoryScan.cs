using Cortex.Contracts.Findings;
using Cortex.Documents.Files;
using Cortex.Documents.Ignores;
using Cortex.Packages;
using Cortex.Security.Advisories;
using Cortex.Security.Advisories.Stored;
using Cortex.Security.Evidence;
using Cortex.Security.Fixing.Configuration;
using Cortex.Security.Fixing.Deciding;
using Cortex.Security.Fixing.Working;
using Cortex.Security.Matching;
using Cortex.Security.Matching.Tags;
using Cortex.Security.Scanning.Parts;
using Cortex.Security.Scanning.Sources;
using Cortex.Security.Secrets;
using Cortex.Security.Secrets.History;
using Cortex.Security.Secrets.Texts;
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
    private readonly Detections found = new();
    private readonly List<Finding> vulnerabilities = [];
    private FixPlan fixes = new([], []);

    /// <summary>Looks for secrets in all commits, too, when there is a git to ask.</summary>
    public Git? History { get; init; }

    /// <param name="source">The files.</param>
    /// <param name="mine">Those that the part is to search for secrets; null for all.</param>
    /// <param name="advisories">Knows the vulnerable packages.</param>
    /// <param name="stop">Stops it.</param>
    public async Task<TargetScan> RunAsync(IScanSource source, IReadOnlySet<string>? mine, AdvisoryQuestions advisories, CancellationToken stop)
    {
        var ignores = IgnoreRules.Read(source.Folder, new HashSet<string>(StringComparer.Ordinal), today, found);
        var tree = source.Walk(ignores, found, stop);
        var suppressions = RepositorySuppressions.Read(tree, today, found);
        var packages = part.IsFirst ? await PackagesAsync(tree, source, advisories, stop) : null;
        if (part.IsFirst)
        {
            foreach (var detector in Detectors.OfRepository(today))
                Guard(detector.Subject, () => detector.Look(tree, found, stop));
        }

        var evidence = packages is null ? null : new ImportEvidence(tree, [.. packages.Match.Vulnerabilities.Select(v => v.Package)]);
        await ReadAsync(tree, source, mine, evidence, stop);
        if (packages is not null)
            Guard("vulnerable packages", () => Conclude(packages, evidence, suppressions));
        if (History is { } git && part.IsFirst)
            await new SecretHistory(git).LookAsync(tree, found, HistoryLimits.Default, stop);
        return Judge(tree, suppressions);
    }

    /// <summary>All that is judged file by file, so that each file is read once.</summary>
    private async Task ReadAsync(SourceTree tree, IScanSource source, IReadOnlySet<string>? mine, ImportEvidence? evidence, CancellationToken stop)
    {
        var secrets = new SecretDetector(found);
        bool IsMine(SourceFile file) => mine?.Contains(file.Path) != false && SecretFiles.Reads(file);
        bool IsEvidence(SourceFile file) => evidence?.Wants(file) == true;
        await source.ReadAsync(tree, [.. tree.Files.Where(file => IsMine(file) || IsEvidence(file))], (file, read) =>
        {
            stop.ThrowIfCancellationRequested();
            if (IsMine(file))
                Guard("secrets", () => secrets.Look(file, read));
            if (IsEvidence(file))
                Guard("imports", () => evidence!.Read(file, read));
        }, stop);
    }

    private TargetScan Judge(SourceTree tree, RepositorySuppressions suppressions)
    {
        var stays = fixes.Open.DistinctBy(open => open.Finding, StringComparer.Ordinal).ToDictionary(open => open.Finding, open => new StaysOpen { Reason = open.Code, Detail = open.Reason }, StringComparer.Ordinal);
        var findings = new List<Finding>();
        var suppressed = DetectionFindings.Suppressed(found, target, identity).ToList();
        foreach (var finding in vulnerabilities.Concat(DetectionFindings.Of(found, target, identity)))
        {
            if (suppressions.Of(finding) is { } passed)
                suppressed.Add(passed);
            else
                findings.Add(finding);
        }
        findings = [.. SecretPlaces.Once(findings, suppressed)];
        var configuration = ConfigurationPlan.Of(findings, tree);
        return new TargetScan
        {
            Findings = [.. findings.Select(finding => finding with { Open = OpenFindings.Planned(finding, stays, configuration, dryRun) })],
            Suppressed = suppressed,
            HandOffs = FixHandOffs.Of(fixes, configuration, target, identity, dryRun),
        };
    }

    private async Task<PackageLook?> PackagesAsync(SourceTree tree, IScanSource source, AdvisoryQuestions advisories, CancellationToken stop)
    {
        PackageScan scan = new() { Packages = [], Unreadable = [] };
        Guard("packages", () => scan = Heeding(tree, PackageScanner.Scan(tree.Root, need: source.Need, ct: stop)));
        Guard("pinned tags", () => scan = scan with { Packages = [.. scan.Packages, .. PinnedTags.Of(tree, found, stop)] });
        foreach (var unreadable in scan.Unreadable)
            found.Unreadable(unreadable.Path, unreadable.Line, "unreadable-manifest", unreadable.Reason);
        var known = await advisories.AskAsync(scan.Packages, stop);
        IReadOnlyList<PackageAdvisory> Of(PackageOccurrence package) =>
            PackageNames.Osv(package.Ecosystem) is { } ecosystem && known.TryGetValue(new(ecosystem, package.Name), out var of) ? of : [];
        PackageLook? look = null;
        Guard("vulnerable packages", () => look = new(scan, VulnerabilityMatch.Of(scan.Packages, Of), Of));
        return look;
    }

    private void Conclude(PackageLook packages, ImportEvidence? evidence, RepositorySuppressions suppressions)
    {
        var (scan, match, of) = packages;
        vulnerabilities.AddRange(VulnerabilityFindings.Of(match, scan, target, identity, evidence));
        // What the repository passes over is not worth a change.
        var open = match.Vulnerabilities.Zip(vulnerabilities).Where(pair => suppressions.Of(pair.Second) is null).Select(pair => pair.First);
        fixes = FixPlan.Of(scan, match with { Vulnerabilities = [.. open] }, of, target, identity);
    }

    private static PackageScan Heeding(SourceTree tree, PackageScan scan) => new()
    {
        Packages = [.. scan.Packages.Where(package => !tree.Ignores(package.Path))],
        Unreadable = [.. scan.Unreadable.Where(unreadable => !tree.Ignores(unreadable.Path))],
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

    private sealed record PackageLook(PackageScan Scan, MatchResult Match, Func<PackageOccurrence, IReadOnlyList<PackageAdvisory>> Advisories);
}
