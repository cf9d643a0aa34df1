using Cortex.Contracts.Findings;
using Cortex.Documents.Files;
using Cortex.Documents.Ignores;
using Cortex.Packages;
using Cortex.Security.Advisories;
using Cortex.Security.Advisories.Stored;
using Cortex.Security.Matching;
using Cortex.Security.Matching.Tags;
using Cortex.Security.Scanning;
using Cortex.Workers.Work;

namespace Cortex.Security.Fixing.Verifying;

/// <summary>Scans a checkout again and again while it is changed. What the advisories say of a package is asked once.</summary>
internal sealed class Rescan(IWorkContext context, string target, string identity)
{
    private readonly Dictionary<PackageName, IReadOnlyList<PackageAdvisory>> known = [];

    public async Task<ScanState> LookAsync(string folder, CancellationToken stop)
    {
        var scan = PackageScanner.Scan(folder, ct: stop);
        var (none, problems) = (new HashSet<string>(StringComparer.Ordinal), new Detections());
        var tree = SourceTree.Walk(folder, none, IgnoreRules.Read(folder, none, DateOnly.MinValue, problems), TreeLimits.Default, problems, stop);
        scan = scan with { Packages = [.. scan.Packages, .. PinnedTags.Of(tree, problems, stop)] };
        await AskAsync(scan, stop);
        var match = VulnerabilityMatch.Of(scan.Packages, AdvisoriesOf);
        return new(scan, [.. VulnerabilityFindings.Of(match with { Undecided = [] }, scan, target, identity)]);
    }

    private IReadOnlyList<PackageAdvisory> AdvisoriesOf(PackageOccurrence package) =>
        PackageNames.Osv(package.Ecosystem) is { } ecosystem ? known.GetValueOrDefault(new(ecosystem, package.Name), []) : [];

    private async Task AskAsync(PackageScan scan, CancellationToken stop)
    {
        var news = scan.Packages.Where(package => PackageNames.Osv(package.Ecosystem) is { } ecosystem && !known.ContainsKey(new(ecosystem, package.Name))).ToList();
        var answers = await new AdvisoryQuestions(context).AskAsync(news, stop);
        foreach (var package in news)
        {
            var name = new PackageName(PackageNames.Osv(package.Ecosystem)!, package.Name);
            known[name] = answers.GetValueOrDefault(name, []);
        }
    }
}

/// <summary>The packages of a checkout and what is wrong with them.</summary>
internal sealed record ScanState(PackageScan Scan, IReadOnlyList<Finding> Findings)
{
    /// <summary>Findings that are there no more.</summary>
    public IReadOnlyList<Finding> GoneIn(ScanState later)
    {
        var stays = later.Findings.Select(finding => finding.Key).ToHashSet(StringComparer.Ordinal);
        return [.. Findings.Where(finding => !stays.Contains(finding.Key))];
    }

    /// <summary>Vulnerabilities that the repository did not have at all; one that only moved to another version or place is not new.</summary>
    public IReadOnlyList<Finding> NewIn(ScanState later)
    {
        var had = Findings.Select(finding => finding.Reference).ToHashSet(StringComparer.Ordinal);
        return [.. later.Findings.Where(finding => !had.Contains(finding.Reference))];
    }
}
