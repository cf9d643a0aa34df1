using System.Text.Json;
using Cortex.Contracts;
using Cortex.Contracts.Targets;
using Cortex.Contracts.Workers;
using Cortex.Security.Advisories;
using Cortex.Workers.Work;
using Cortex.Workspaces.Running;
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
        var folder = await context.CheckOutAsync(target.Name, stop);
        var scan = new RepositoryScan(
            target.Name,
            input.Identities.GetValueOrDefault(target.Name) ?? RepositoryIdentity.Of(target),
            input.Parts.GetValueOrDefault(target.Name) ?? ScanPart.Whole,
            dryRun,
            DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime))
        {
            History = input.History ? new Git(time) : null,
        };
        return await scan.RunAsync(folder, new AdvisoryQuestions(context), stop);
    }
}
