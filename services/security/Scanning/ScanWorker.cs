using System.Text.Json;
using Cortex.Contracts;
using Cortex.Contracts.Targets;
using Cortex.Contracts.Workers;
using Cortex.Security.Advisories;
using Cortex.Security.Scanning.Parts;
using Cortex.Security.Scanning.Sources;
using Cortex.Workers.Work;
using Cortex.Workspaces.Running;
using Cortex.Workspaces.Sources;
using Cortex.Workspaces.Targets;

namespace Cortex.Security.Scanning;

/// <summary>Looks for vulnerable packages, secrets and misconfigurations in repositories, one after the other; a checkpoint after each.</summary>
public sealed class ScanWorker(TimeProvider time) : IWorker
{
    public const string WorkerType = "scan-worker";

    public string Type => WorkerType;

    public async Task<WorkerResult> RunAsync(Assignment assignment, IWorkContext context, CancellationToken stop)
    {
        var input = ScanInput.Read(assignment.Input);
        var finished = ReadCheckpoint(assignment.Checkpoint);
        foreach (var target in assignment.Targets.Where(target => !finished.ContainsKey(Key(target))))
        {
            if (stop.IsCancellationRequested)
                break;
            await context.ReportAsync((double)finished.Count / assignment.Targets.Count, $"scanning {target.Name}");
            try
            {
                finished[Key(target)] = await ScanAsync(target, input, assignment.DryRun, context, stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                // What is finished is kept; a target that is half done is not.
                break;
            }

            await context.ReportAsync(
                (double)finished.Count / assignment.Targets.Count,
                $"{target.Name}: {finished[Key(target)].Findings.Count} findings",
                JsonSerializer.Serialize(finished, CortexJson.Options));
        }

        return new WorkerResult
        {
            Complete = finished.Count == assignment.Targets.Count,
            Findings = [.. finished.Values.SelectMany(scan => scan.Findings)],
            Suppressed = [.. finished.Values.SelectMany(scan => scan.Suppressed)],
            HandOffs = [.. finished.Values.SelectMany(scan => scan.HandOffs)],
        };
    }

    private static string Key(Target target) => $"{target.Name}@{target.Commit}";

    private static Dictionary<string, TargetScan> ReadCheckpoint(string? checkpoint) =>
        checkpoint is null ? new(StringComparer.Ordinal)
        : new(JsonSerializer.Deserialize<Dictionary<string, TargetScan>>(checkpoint, CortexJson.Options) ?? [], StringComparer.Ordinal);

    private async Task<TargetScan> ScanAsync(Target target, ScanInput input, bool dryRun, IWorkContext context, CancellationToken stop)
    {
        // A gateway that does not answer is worth another attempt; a repository that breaks a reader must not take the others with it.
        var part = input.Parts.GetValueOrDefault(target.Name) ?? ScanPart.Whole;
        var files = part.Count > 1 ? await context.ListFilesAsync(target.Name, stop) : [];
        var scan = new RepositoryScan(
            target.Name,
            input.Identities.GetValueOrDefault(target.Name) ?? RepositoryIdentity.Of(target),
            part,
            dryRun,
            DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime))
        {
            History = input.History ? new Git(time) : null,
        };
        return await scan.RunAsync(
            await SourceAsync(target, part, files, input.History, context, stop),
            part.Count > 1 ? part.FilesOf(files) : null,
            new AdvisoryQuestions(context),
            stop);
    }

    private static async Task<IScanSource> SourceAsync(Target target, ScanPart part, IReadOnlyList<SourceEntry> files, bool history, IWorkContext context, CancellationToken stop)
    {
        // Names that are not UTF-8 can be written by git only, and readers of folders say so.
        if (part.Count == 1 || (part.IsFirst && (history || files.Any(file => file.Path.Contains('\uFFFD', StringComparison.Ordinal)))))
            return new WholeCheckout(await context.CheckOutAsync(target.Name, stop));
        var fetched = new FetchedFiles(context, target.Name, Path.Combine(context.Workspace, "files", Path.GetRandomFileName()), files);
        await fetched.FetchAsync(file => part.IsFirst ? FirstPart.Reads(file) : file.Path.StartsWith(".cortex/", StringComparison.Ordinal), stop);
        return fetched;
    }
}
