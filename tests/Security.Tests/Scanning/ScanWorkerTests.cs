using Cortex.Contracts;
using Cortex.Contracts.Findings;
using Cortex.Contracts.Targets;
using Cortex.Contracts.Workers;
using Cortex.Security.Advisories;
using Cortex.Security.Advisories.Stored;
using Cortex.Security.Scanning;
using Cortex.Workers.Work;

namespace Cortex.Security.Tests.Scanning;

/// <summary>The worker over folders that stand for checkouts, asking a real advisory store.</summary>
public sealed class ScanWorkerTests : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("cortex-scan-").FullName;
    private AdvisoryStore store = null!;

    public async Task InitializeAsync()
    {
        store = AdvisoryStore.Open(Path.Combine(folder, "advisories.db"), TimeProvider.System);
        var record = Path.Combine(folder, "advisory.json");
        File.WriteAllText(record, """
            {"id":"GHSA-1","modified":"2024-01-01T00:00:00Z","aliases":["CVE-2024-1"],"summary":"It counts wrongly.",
             "severity":[{"type":"CVSS_V3","score":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H"}],
             "affected":[{"package":{"ecosystem":"npm","name":"abacus"},"ranges":[{"type":"SEMVER","events":[{"introduced":"0"},{"fixed":"2.0.1"}]}]}]}
            """);
        await store.ImportAsync(record, "test", null, CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await store.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_vulnerable_package_is_found_with_its_place_its_score_and_what_brings_it_in()
    {
        Lock("shop", "2.0.0");
        var finding = Assert.Single((await ScanAsync("shop")).Findings);
        Assert.Equal(("CVE-2024-1", "pkg:npm/abacus@2.0.0", "2.0.1", 7.5, Severity.High), (finding.Reference, finding.Package, finding.FixedVersion, finding.Score, finding.Severity));
        Assert.Equal("vulnerability:CVE-2024-1:shop:package-lock.json:pkg:npm/abacus@2.0.0", finding.Key);
        Assert.Equal("abacus 2.0.0 (through till@1.0.0): It counts wrongly; fixed in 2.0.1.", finding.Title);
        Assert.Equal(["GHSA-1"], finding.Aliases);
        Assert.Equal(7, finding.Line);
    }

    [Fact]
    public async Task A_patched_package_is_silent()
    {
        Lock("shop", "2.0.1");
        Assert.Empty((await ScanAsync("shop")).Findings);
    }

    [Fact]
    public async Task An_attempt_that_goes_on_does_not_scan_again_what_its_checkpoint_has()
    {
        Lock("shop", "2.0.0");
        Lock("till", "2.0.0");
        var first = new Context(folder, store) { StopAfter = "shop" };
        var partial = await new ScanWorker(TimeProvider.System).RunAsync(Assignment(null, "shop", "till"), first, first.Stop);
        Assert.False(partial.Complete);

        var second = new Context(folder, store);
        var whole = await new ScanWorker(TimeProvider.System).RunAsync(Assignment(first.Checkpoint, "shop", "till"), second, CancellationToken.None);
        Assert.True(whole.Complete);
        Assert.Equal(["till"], second.CheckedOut);
        Assert.Equal(["shop", "till"], whole.Findings.Select(f => f.Target));
    }

    [Fact]
    public async Task What_a_repository_ignores_is_not_looked_at()
    {
        Lock("shop", "2.0.0");
        Lock("shop/tests/data", "2.0.0");
        Ignore("shop", "tests/data", until: null);
        Assert.Equal("package-lock.json", Assert.Single((await ScanAsync("shop")).Findings).Path);
    }

    [Fact]
    public async Task An_ignore_that_has_expired_is_a_finding_and_is_not_heeded()
    {
        Lock("shop", "2.0.0");
        Ignore("shop", "package-lock.json", until: "2020-01-31");
        Assert.Equal(["CVE-2024-1", "expired-ignore"], (await ScanAsync("shop")).Findings.Select(f => f.Rule).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_lockfile_that_cannot_be_read_is_a_finding_and_not_silence()
    {
        Directory.CreateDirectory(Path.Combine(folder, "shop"));
        File.WriteAllText(Path.Combine(folder, "shop", "package-lock.json"), "{ \"packages\": {");
        var finding = Assert.Single((await ScanAsync("shop")).Findings);
        Assert.Equal((FindingKinds.UnreadableInput, "unreadable-manifest", "package-lock.json"), (finding.Kind, finding.Rule, finding.Path));
    }

    [Fact]
    public async Task What_a_repository_allows_is_kept_with_its_reason_and_counts_nowhere()
    {
        Lock("shop", "2.0.0");
        Directory.CreateDirectory(Path.Combine(folder, "shop", ".cortex"));
        File.WriteAllText(Path.Combine(folder, "shop", ".cortex", "config.yaml"), "allow:\n  - rule: GHSA-1\n    path: package-lock.json\n    reason: It counts to two only.\n    until: 2999-12-31\n");
        var result = await ScanAsync("shop");
        Assert.Empty(result.Findings);
        Assert.Empty(result.HandOffs);
        var passed = Assert.Single(result.Suppressed);
        Assert.Equal(("CVE-2024-1", "It counts to two only.", ".cortex/config.yaml:2", new DateOnly(2999, 12, 31)), (passed.Finding.Reference, passed.Reason, passed.By, passed.Until));
    }

    [Fact]
    public async Task A_baseline_passes_over_what_was_there_and_nothing_that_is_new()
    {
        Lock("shop", "2.0.0");
        var before = Assert.Single((await ScanAsync("shop")).Findings);
        Directory.CreateDirectory(Path.Combine(folder, "shop", ".cortex"));
        File.WriteAllText(Path.Combine(folder, "shop", ".cortex", "baseline.json"), Cortex.Security.Suppressions.BaselineFile.Text([before.Fingerprint!]));
        Lock("shop/new", "2.0.0");
        var after = await ScanAsync("shop");
        Assert.Equal("new/package-lock.json", Assert.Single(after.Findings).Path);
        Assert.Equal(".cortex/baseline.json", Assert.Single(after.Suppressed).By);
    }

    private void Ignore(string target, string path, string? until)
    {
        Directory.CreateDirectory(Path.Combine(folder, target, ".cortex"));
        File.WriteAllText(Path.Combine(folder, target, ".cortex", "config.yaml"), $"ignore:\n  - path: {path}\n    reason: input of tests\n{(until is null ? "" : $"    until: {until}\n")}");
    }

    private Task<WorkerResult> ScanAsync(params string[] targets) =>
        new ScanWorker(TimeProvider.System).RunAsync(Assignment(null, targets), new Context(folder, store), CancellationToken.None);

    private static Assignment Assignment(string? checkpoint, params string[] targets) => new()
    {
        OrchestrationId = Guid.Empty,
        WorkerId = Guid.Empty,
        Attempt = 1,
        Type = ScanWorker.WorkerType,
        Master = ServiceNames.Security,
        Targets = [.. targets.Select(name => new Target { Name = name, Location = "/targets/" + name, Commit = "c", Branch = "main" })],
        Deadline = DateTimeOffset.MaxValue,
        HeartbeatSeconds = 1,
        LeaseTokens = 0,
        Checkpoint = checkpoint,
    };

    private void Lock(string target, string version)
    {
        Directory.CreateDirectory(Path.Combine(folder, target));
        File.WriteAllText(Path.Combine(folder, target, "package-lock.json"), $$"""
            {
              "lockfileVersion": 3,
              "packages": {
                "": { "dependencies": { "till": "1.0.0" } },
                "node_modules/till": { "version": "1.0.0",
                                       "dependencies": { "abacus": "^2.0.0" } },
                "node_modules/abacus": { "version": "{{version}}" }
              }
            }
            """);
    }

    private sealed class Context(string folder, AdvisoryStore store) : IWorkContext
    {
        private readonly CancellationTokenSource stop = new();

        public string? StopAfter { get; init; }

        public CancellationToken Stop => stop.Token;

        public string? Checkpoint { get; private set; }

        public List<string> CheckedOut { get; } = [];

        public string Workspace => folder;

        public Task<string> CheckOutAsync(string target, CancellationToken stop)
        {
            CheckedOut.Add(target);
            return Task.FromResult(Path.Combine(folder, target));
        }

        public async Task ReportAsync(double? progress, string message, string? checkpoint = null)
        {
            Checkpoint = checkpoint ?? Checkpoint;
            if (checkpoint is not null && CheckedOut[^1] == StopAfter)
                await stop.CancelAsync();
        }

        public Task<string> AskAsync(string lookup, string question, CancellationToken stop) => AdvisoryLookup.For(store).AnswerAsync(question, stop);

        public Task<string> SaveArtifactAsync(string name, Stream content, CancellationToken stop) => throw new NotSupportedException();

        public Task<bool> ReserveTokensAsync(Guid reservation, int tokens, CancellationToken stop) => throw new NotSupportedException();

        public Task SettleTokensAsync(Guid reservation, int used, CancellationToken stop) => throw new NotSupportedException();
    }
}
