using System.Text.Json;
using Cortex.Contracts;
using Cortex.Contracts.Findings;
using Cortex.Contracts.Targets;
using Cortex.Contracts.Workers;
using Cortex.Documents.Files;
using Cortex.Inventory.Discovery.History;
using Cortex.Workers.Work;
using Cortex.Workspaces.Running;
using Cortex.Workspaces.Targets;

namespace Cortex.Inventory.Discovery;

/// <summary>Catalogues repositories, one after the other; a checkpoint after each.</summary>
public sealed class CatalogWorker : IWorker
{
    public const string WorkerType = "catalog-worker";

    private static readonly Git _git = new(TimeProvider.System);

    public string Type => WorkerType;

    public async Task<WorkerResult> RunAsync(Assignment assignment, IWorkContext context, CancellationToken stop)
    {
        var identities = CatalogInput.Read(assignment.Input).Identities;
        var before = CatalogCheckpoint.Read(assignment.Checkpoint);
        var finished = new List<CatalogCheckpoint.FinishedTarget>();
        try
        {
            foreach (var target in assignment.Targets)
            {
                stop.ThrowIfCancellationRequested();
                var done = before.FirstOrDefault(f => f.Scan.Target == target.Name && f.Commit == target.Commit);
                if (done is null)
                {
                    var identity = identities.GetValueOrDefault(target.Name) ?? RepositoryIdentity.Of(target);
                    await context.ReportAsync((double)finished.Count / assignment.Targets.Count, $"cataloguing {target.Name}");
                    done = new(target.Commit, await ScanAsync(target, identity, context, stop));
                }

                finished.Add(done);
                await context.ReportAsync(
                    (double)finished.Count / assignment.Targets.Count,
                    $"{target.Name}: {done.Scan.Assets.Count} assets",
                    CatalogCheckpoint.Write(finished));
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // What is finished is kept; a target that is half done is not.
        }

        return Result([.. finished.Select(f => f.Scan)], complete: finished.Count == assignment.Targets.Count);
    }

    internal static WorkerResult Result(IReadOnlyList<TargetScan> scans, bool complete) => new()
    {
        Complete = complete,
        Assets = [.. scans.SelectMany(s => s.Assets)],
        Relations = [.. scans.SelectMany(s => s.Relations)],
        Findings = [.. scans.SelectMany(s => s.Findings)],
    };

    private static async Task<TargetScan> ScanAsync(Target target, string identity, IWorkContext context, CancellationToken stop)
    {
        // A gateway that does not answer is worth another attempt; a repository that breaks a discovery must not take the others with it.
        var folder = await context.CheckOutAsync(target.Name, stop);
        try
        {
            var history = await GitHistory.ReadAsync(_git, folder, stop);
            return RepositoryScan.Scan(folder, target, identity, history, TreeLimits.Default, DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime), stop);
        }
        catch (Exception e) when (e is not (OperationCanceledException or OutOfMemoryException))
        {
            var record = new ScanRecord(target.Name, identity, TreeLimits.Default);
            record.Unreadable(".", null, "unreadable-repository", $"The repository could not be catalogued: {e.Message}", Severity.Medium);
            return record.ToScan();
        }
    }
}

/// <summary>What the planner tells a catalog-worker.</summary>
internal sealed record CatalogInput
{
    /// <summary>Identities by target name, where the target alone does not tell.</summary>
    public IReadOnlyDictionary<string, string> Identities { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public static CatalogInput Read(string? input) =>
        string.IsNullOrEmpty(input) ? new() : JsonSerializer.Deserialize<CatalogInput>(input, CortexJson.Options) ?? new();
}
