using System.Text.Json;
using Cortex.Contracts;
using Cortex.Contracts.Findings;
using Cortex.Contracts.Targets;
using Cortex.Contracts.Workers;
using Cortex.Packages;
using Cortex.Security.Advisories;
using Cortex.Security.Advisories.Stored;
using Cortex.Security.Matching;
using Cortex.Workers.Work;
using Cortex.Workspaces.Targets;

namespace Cortex.Security.Scanning;

/// <summary>Finds the known vulnerabilities of the packages that repositories pin, one repository after the other.</summary>
public sealed class ScanWorker : IWorker
{
    public const string WorkerType = "scan-worker";

    public string Type => WorkerType;

    public async Task<WorkerResult> RunAsync(Assignment assignment, IWorkContext context, CancellationToken stop)
    {
        var identities = ScanInput.Read(assignment.Input).Identities;
        var findings = ReadCheckpoint(assignment.Checkpoint);
        foreach (var target in assignment.Targets.Where(target => !findings.ContainsKey(Key(target))))
        {
            if (stop.IsCancellationRequested)
                break;
            await context.ReportAsync((double)findings.Count / assignment.Targets.Count, $"scanning {target.Name}");
            try
            {
                findings[Key(target)] = await ScanAsync(target, identities.GetValueOrDefault(target.Name) ?? RepositoryIdentity.Of(target), context, stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                // What is finished is kept; a target that is half done is not.
                break;
            }

            await context.ReportAsync(
                (double)findings.Count / assignment.Targets.Count,
                $"{target.Name}: {findings[Key(target)].Count} findings",
                JsonSerializer.Serialize(findings, CortexJson.Options));
        }

        return new WorkerResult { Complete = findings.Count == assignment.Targets.Count, Findings = [.. findings.Values.SelectMany(found => found)] };
    }

    private static string Key(Target target) => $"{target.Name}@{target.Commit}";

    private static Dictionary<string, List<Finding>> ReadCheckpoint(string? checkpoint) =>
        checkpoint is null ? new(StringComparer.Ordinal)
        : new(JsonSerializer.Deserialize<Dictionary<string, List<Finding>>>(checkpoint, CortexJson.Options) ?? [], StringComparer.Ordinal);

    private static async Task<List<Finding>> ScanAsync(Target target, string identity, IWorkContext context, CancellationToken stop)
    {
        // A gateway that does not answer is worth another attempt; a repository that breaks a reader must not take the others with it.
        var folder = await context.CheckOutAsync(target.Name, stop);
        PackageScan scan;
        try
        {
            scan = PackageScanner.Scan(folder, ct: stop);
        }
        catch (Exception e) when (e is not (OperationCanceledException or OutOfMemoryException))
        {
            return [Unscanned(target, identity, e)];
        }

        var advisories = await AskAsync(scan, context, stop);
        var match = VulnerabilityMatch.Of(
            scan.Packages,
            package => PackageNames.Osv(package.Ecosystem) is { } ecosystem && advisories.TryGetValue(new(ecosystem, package.Name), out var known) ? known : []);
        return [.. VulnerabilityFindings.Of(match, scan, target.Name, identity)];
    }

    private static Finding Unscanned(Target target, string identity, Exception reason) => new()
    {
        Key = $"{FindingKinds.UnreadableInput}:unscanned-repository:{identity}",
        Master = ServiceNames.Security,
        Kind = FindingKinds.UnreadableInput,
        Rule = "unscanned-repository",
        Severity = Severity.Medium,
        Target = target.Name,
        Title = $"The packages of the repository could not be read: {reason.Message} Report this with the repository.",
    };

    private static async Task<Dictionary<PackageName, IReadOnlyList<PackageAdvisory>>> AskAsync(PackageScan scan, IWorkContext context, CancellationToken stop)
    {
        var names = scan.Packages
            .Where(package => package.Version is not null && PackageNames.Osv(package.Ecosystem) is not null)
            .Select(package => new PackageName(PackageNames.Osv(package.Ecosystem)!, package.Name))
            .Distinct();
        var known = new Dictionary<PackageName, IReadOnlyList<PackageAdvisory>>();
        foreach (var part in names.Chunk(AdvisoryLookup.MostPackages))
        {
            var question = JsonSerializer.Serialize(new AdvisoryQuestion { Packages = part }, CortexJson.Options);
            var answer = JsonSerializer.Deserialize<AdvisoryAnswer>(await context.AskAsync(AdvisoryLookup.Name, question, stop), CortexJson.Options)!;
            foreach (var package in answer.Packages)
                known[new(package.Ecosystem, package.Name)] = package.Advisories;
        }
        return known;
    }
}

/// <summary>What the planner tells a scan-worker.</summary>
internal sealed record ScanInput
{
    /// <summary>Identities by target name, where the target alone does not tell.</summary>
    public IReadOnlyDictionary<string, string> Identities { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public static ScanInput Read(string? input) =>
        string.IsNullOrEmpty(input) ? new() : JsonSerializer.Deserialize<ScanInput>(input, CortexJson.Options) ?? new();
}
