using Cortex.Contracts.Workers;
using Cortex.Inventory.Catalogue;
using Cortex.Inventory.Discovery;
using Cortex.Messaging;
using Cortex.Messaging.Stores;
using Cortex.Workers.Masters;
using Microsoft.Extensions.Time.Testing;

namespace Cortex.Inventory.Tests.Catalogue;

/// <summary>A catalogue in a real store.</summary>
public sealed class CatalogueFolder : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cortex-catalogue-").FullName;
    private readonly Store _store;

    public CatalogueFolder()
    {
        _store = Store.Open(new StoreOptions { Path = Path.Combine(_folder, "cortex.db") }, [CatalogueSchema.Schema, CatalogueSchema.Walks], Time);
        Catalogue = new AssetCatalogue(_store);
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public AssetCatalogue Catalogue { get; }

    public static Guid Run(int number) => DeterministicId.Of($"run {number}");

    /// <summary>What a catalog-worker's results of these scans do to the catalogue.</summary>
    internal async Task<CatalogueUpdate> TakeIn(int run, params TargetScan[] scans)
    {
        Time.Advance(TimeSpan.FromHours(1));
        return await Catalogue.UpdateAsync(Run(run), CataloguedTarget.From([Outcome(run, scans)]));
    }

    internal static WorkerOutcome Outcome(int run, params TargetScan[] scans)
    {
        var spec = new WorkerSpec
        {
            WorkerId = Run(run),
            Key = "inventory/catalog-worker/1",
            Master = "inventory",
            Type = CatalogWorker.WorkerType,
            Targets = [.. scans.Select(s => s.Target)],
            TimeoutSeconds = 60,
        };
        return new(spec.WorkerId, spec, true, CatalogWorker.Result(scans, complete: true));
    }

    /// <summary>"+ new, ~ changed (what), - retired" of a run, by name.</summary>
    public IReadOnlyList<string> Diff(int run)
    {
        var changes = Catalogue.Changes(Run(run))!;
        return [.. changes.New.Select(c => $"+ {c.Kind} {c.Name}"), .. changes.Changed.Select(c => $"~ {c.Kind} {c.Name} ({string.Join(", ", c.Differences)})"), .. changes.Retired.Select(c => $"- {c.Kind} {c.Name}")];
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
