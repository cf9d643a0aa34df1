using Cortex.Contracts.Masters;
using Cortex.Contracts.Workers;
using Cortex.Inventory.Discovery;
using Cortex.Inventory.Tests.Catalogue;
using Cortex.Workers.Work;
using Cortex.Workspaces.Running;

namespace Cortex.Inventory.Tests;

public sealed class InventoryMasterTests : IAsyncLifetime
{
    private readonly CatalogueFolder _folder = new();
    private readonly Checkout _shop = new Checkout().With("Dockerfile", "FROM a:1").With("package.json", "{ broken");
    private readonly InventoryMaster _master;

    public InventoryMasterTests() => _master = new InventoryMaster(_folder.Catalogue, new Git(TimeProvider.System));

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        _shop.Dispose();
        await _folder.DisposeAsync();
    }

    [Fact]
    public async Task Preflight_finds_git_and_counts_what_is_known()
    {
        await _folder.TakeIn(1, _shop.Scan());
        var answer = await _master.PreflightAsync(new() { OrchestrationId = CatalogueFolder.Run(2), Master = "inventory", Targets = [] }, default);
        Assert.All(answer.Checks, c => Assert.Equal(CheckStatus.Passed, c.Status));
        Assert.Equal(3, Assert.Single(answer.Baseline).Value);
    }

    [Fact]
    public async Task Aggregation_measures_the_catalogue_and_keeps_each_finding_once()
    {
        var outcome = CatalogueFolder.Outcome(1, _shop.Scan());
        var aggregation = await _master.AggregateAsync(new() { OrchestrationId = CatalogueFolder.Run(1), Master = "inventory" }, [outcome, outcome], default);
        Assert.Equal("3 assets in 1 repository: 3 new, 0 changed, 0 retired", aggregation.Summary);
        Assert.Equal("assetsCatalogued", Assert.Single(aggregation.Measures).Outcome);
        Assert.Equal(
            ["ownership-gap:repository-without-owner:git.example.org/acme/shop", "unreadable-input:unreadable-manifest:git.example.org/acme/shop:package.json"],
            aggregation.Results.Findings.Select(f => f.Key));
        Assert.Equal(3, aggregation.Results.Lineage!.Assets);
    }

    [Theory]
    [InlineData("fix-worker", "shop", "has no 'fix-worker'")]
    [InlineData("catalog-worker", "nowhere", "no target of this run")]
    public void Hand_offs_that_make_no_sense_are_refused_with_the_reason(string type, string target, string reason)
    {
        var answer = _master.Consider(new()
        {
            OrchestrationId = CatalogueFolder.Run(1),
            HandOffId = CatalogueFolder.Run(2),
            Master = "inventory",
            Hop = 1,
            Targets = [_shop.Target],
            Limits = [],
            HandOff = new() { Key = "k", ToMaster = "inventory", WorkerType = type, Target = target, Reason = "r" },
        });
        Assert.Null(answer.Worker);
        Assert.Contains(reason, answer.Refusal);
    }

    [Fact]
    public async Task A_worker_reports_progress_and_its_next_attempt_takes_up_what_is_finished()
    {
        var context = new RecordingContext(_shop.Folder);
        var assignment = Assignment(null);
        var result = await new CatalogWorker().RunAsync(assignment, context, default);
        Assert.True(result.Complete);
        Assert.Equal([0, 0.5, 0.5, 1], context.Progress);

        var second = new RecordingContext(_shop.Folder);
        var resumed = await new CatalogWorker().RunAsync(Assignment(context.Checkpoint), second, default);
        Assert.Empty(second.CheckedOut);
        Assert.Equal(result.Assets.Select(a => a.Urn), resumed.Assets.Select(a => a.Urn));
    }

    [Fact]
    public async Task A_stopped_worker_hands_in_whole_repositories_only()
    {
        using var stop = new CancellationTokenSource();
        var context = new RecordingContext(_shop.Folder) { OnCheckOut = name => { if (name == "b") stop.Cancel(); } };
        var result = await new CatalogWorker().RunAsync(Assignment(null), context, stop.Token);
        Assert.False(result.Complete);
        Assert.All(result.Assets, a => Assert.Equal("a", a.Target));
    }

    private Assignment Assignment(string? checkpoint) => new()
    {
        OrchestrationId = CatalogueFolder.Run(1),
        WorkerId = CatalogueFolder.Run(2),
        Attempt = 1,
        Type = CatalogWorker.WorkerType,
        Master = "inventory",
        Targets = [_shop.Target with { Name = "a", Location = "/src/a" }, _shop.Target with { Name = "b", Location = "/src/b" }],
        Deadline = DateTimeOffset.MaxValue,
        HeartbeatSeconds = 5,
        LeaseTokens = 0,
        Checkpoint = checkpoint,
    };

    private sealed class RecordingContext(string folder) : IWorkContext
    {
        public List<double?> Progress { get; } = [];

        public List<string> CheckedOut { get; } = [];

        public string? Checkpoint { get; private set; }

        public Action<string> OnCheckOut { get; init; } = _ => { };

        public string Workspace => folder;

        public Task<string> CheckOutAsync(string target, CancellationToken stop)
        {
            CheckedOut.Add(target);
            OnCheckOut(target);
            return Task.FromResult(folder);
        }

        public Task ReportAsync(double? progress, string message, string? checkpoint = null)
        {
            Progress.Add(progress);
            Checkpoint = checkpoint ?? Checkpoint;
            return Task.CompletedTask;
        }

        public Task<string> SaveArtifactAsync(string name, Stream content, CancellationToken stop) => throw new NotSupportedException();

        public Task<bool> ReserveTokensAsync(Guid reservation, int tokens, CancellationToken stop) => throw new NotSupportedException();

        public Task SettleTokensAsync(Guid reservation, int used, CancellationToken stop) => throw new NotSupportedException();
    }
}
