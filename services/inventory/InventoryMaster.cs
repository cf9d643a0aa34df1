using System.Data.Common;
using Cortex.Contracts;
using Cortex.Contracts.Findings;
using Cortex.Contracts.Masters;
using Cortex.Inventory.Catalogue;
using Cortex.Inventory.Discovery;
using Cortex.Inventory.Lineages;
using Cortex.Inventory.Planning;
using Cortex.Inventory.Preflight;
using Cortex.Messaging.Stores;
using Cortex.Workers.Masters;
using Cortex.Workspaces.Running;

namespace Cortex.Inventory;

/// <summary>Knows what exists: plans the cataloguing of the targets and keeps the catalogue.</summary>
public sealed class InventoryMaster(AssetCatalogue catalogue, Git git) : IMaster
{
    public static string Name => ServiceNames.Inventory;

    public static IReadOnlyList<WorkerType> Types { get; } =
    [
        new(CatalogWorker.WorkerType, "Finds repositories, projects, packages, images, Kubernetes resources, workflows and owners.", () => new CatalogWorker()),
    ];

    public IReadOnlyList<WorkerType> WorkerTypes => Types;

    public async Task<PreflightAnswer> PreflightAsync(RunPreflight command, CancellationToken stop)
    {
        var gitCheck = await GitCheck.RunAsync(git, stop);
        try
        {
            var count = catalogue.Count();
            return new(
                [gitCheck, new() { Name = "catalogue", Status = CheckStatus.Passed, Detail = $"{count} assets are known." }],
                [new() { Outcome = Outcomes.AssetsCatalogued, Value = count }]);
        }
        catch (Exception e) when (e is DbException or StoreException)
        {
            return new(
                [gitCheck, new() { Name = "catalogue", Status = CheckStatus.Failed, Detail = $"The catalogue cannot be read: {e.Message}", Advice = "Check the data directory's disk and permissions." }],
                [new() { Outcome = Outcomes.AssetsCatalogued, NotMeasured = "The catalogue cannot be read." }]);
        }
    }

    public WorkPlanned Plan(PlanWork command) => CatalogPlan.Of(command);

    public HandOffAnswer Consider(ConsiderHandOff command)
    {
        if (command.HandOff.WorkerType != CatalogWorker.WorkerType)
            return new(null, $"inventory has no '{command.HandOff.WorkerType}'; it takes hand-offs for a {CatalogWorker.WorkerType}.");
        return CatalogPlan.Of(command) is { } worker
            ? new(worker, null)
            : new(null, $"'{command.HandOff.Target}' is no target of this run, or its plan has no {CatalogWorker.WorkerType}.");
    }

    public async Task<Aggregation> AggregateAsync(AggregateResults command, IReadOnlyList<WorkerOutcome> outcomes, CancellationToken stop)
    {
        var scans = CataloguedTarget.From(outcomes);
        var update = await catalogue.UpdateAsync(command.OrchestrationId, scans);
        var findings = outcomes.SelectMany(o => o.Result.Findings)
            .Concat(catalogue.OwnershipGaps(scans.Where(s => s.Complete).Select(s => s.Repository)))
            .DistinctBy(f => f.Key, StringComparer.Ordinal).OrderBy(f => f.Key, StringComparer.Ordinal).ToList();
        return new(
            update.Summary,
            new MasterResults { Master = Name, Findings = findings, Lineage = LineageSummary.Of(scans) },
            [new() { Outcome = Outcomes.AssetsCatalogued, Value = update.Total }]);
    }
}
