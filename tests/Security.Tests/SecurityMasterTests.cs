using Cortex.Contracts;
using Cortex.Contracts.Findings;
using Cortex.Contracts.Masters;
using Cortex.Contracts.Targets;
using Cortex.Contracts.Workers;
using Cortex.Messaging;
using Cortex.Messaging.Stores;
using Cortex.Security.Advisories;
using Cortex.Security.Advisories.Stored;
using Cortex.Security.Scanning;
using Cortex.Workers.Masters;

namespace Cortex.Security.Tests;

public sealed class SecurityMasterTests : IAsyncLifetime
{
    private static readonly Guid Run = DeterministicId.Of("run");

    private readonly string folder = Directory.CreateTempSubdirectory("cortex-security-").FullName;
    private Store store = null!;
    private AdvisoryStore advisories = null!;
    private SecurityMaster master = null!;

    public Task InitializeAsync()
    {
        store = Store.Open(new StoreOptions { Path = Path.Combine(folder, "cortex.db"), WaitForDisk = false }, [KnownVulnerabilities.Schema], TimeProvider.System);
        advisories = AdvisoryStore.Open(Path.Combine(folder, "advisories.db"), TimeProvider.System);
        master = new SecurityMaster(advisories, new KnownVulnerabilities(store), TimeProvider.System);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await advisories.DisposeAsync();
        await store.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Preflight_takes_the_bundled_set_in_and_warns_that_it_is_all_there_is()
    {
        var check = Assert.Single((await PreflightAsync("a")).Checks);
        Assert.Equal(CheckStatus.Warning, check.Status);
        Assert.Contains("bundled", check.Detail, StringComparison.Ordinal);
        Assert.True(advisories.Status().Advisories >= 80);
    }

    [Fact]
    public async Task What_was_found_is_the_next_runs_baseline_for_the_same_targets()
    {
        Assert.Equal(0, await BaselineAsync("a", "b"));
        await AggregateAsync(complete: true, ["a", "b"], Finding("a", "CVE-1"), Finding("a", "CVE-2"), Finding("b", "CVE-2"));
        Assert.Equal(2, await BaselineAsync("a", "b"));
        Assert.Equal(1, await BaselineAsync("b"));
        await AggregateAsync(complete: true, ["a"], Finding("a", "CVE-1"));
        Assert.Equal(1, await BaselineAsync("a"));
    }

    [Fact]
    public async Task A_scan_that_did_not_end_takes_nothing_back()
    {
        await AggregateAsync(complete: true, ["a"], Finding("a", "CVE-1"));
        await AggregateAsync(complete: false, ["a"]);
        Assert.Equal(1, await BaselineAsync("a"));
    }

    [Fact]
    public async Task A_repository_of_which_one_part_was_not_finished_is_not_finished()
    {
        await AggregateAsync(complete: true, ["a"], Finding("a", "CVE-1"));
        await master.AggregateAsync(
            new() { OrchestrationId = Run, Master = SecurityMaster.Name },
            [Outcome(complete: true, ["a"]), Outcome(complete: false, ["a"])],
            CancellationToken.None);
        Assert.Equal(1, await BaselineAsync("a"));
    }

    [Fact]
    public async Task A_vulnerability_counts_once_however_many_packages_and_places_have_it()
    {
        var aggregation = await AggregateAsync(complete: true, ["a", "b"], Finding("a", "CVE-1"), Finding("a", "CVE-1"), Finding("b", "CVE-1"), Finding("b", "GHSA-9"));
        Assert.Equal(2, aggregation.Measures.Single(m => m.Outcome == Outcomes.CvesIdentified).Value);
        Assert.Equal(3, aggregation.Results.Findings.Count);
    }

    private Task<PreflightAnswer> PreflightAsync(params string[] targets) => master.PreflightAsync(
        new() { OrchestrationId = Run, Master = SecurityMaster.Name, Targets = [.. targets.Select(name => new Target { Name = name, Location = "/" + name, Commit = "c" })] },
        CancellationToken.None);

    private async Task<double?> BaselineAsync(params string[] targets) =>
        (await PreflightAsync(targets)).Baseline.Single(m => m.Outcome == Outcomes.CvesIdentified).Value;

    private Task<Aggregation> AggregateAsync(bool complete, string[] targets, params Finding[] findings) => master.AggregateAsync(
        new() { OrchestrationId = Run, Master = SecurityMaster.Name },
        [Outcome(complete, targets, findings)],
        CancellationToken.None);

    private static WorkerOutcome Outcome(bool complete, string[] targets, params Finding[] findings) => new(
        Guid.Empty,
        new() { WorkerId = Guid.Empty, Key = "k", Master = SecurityMaster.Name, Type = ScanWorker.WorkerType, Targets = targets, Tokens = 0, TimeoutSeconds = 1, MaxAttempts = 1 },
        complete,
        new WorkerResult { Complete = complete, Findings = findings });

    private static Finding Finding(string target, string reference) => new()
    {
        Key = $"{reference}:{target}",
        Master = SecurityMaster.Name,
        Kind = FindingKinds.Vulnerability,
        Rule = reference,
        Severity = Severity.High,
        Target = target,
        Title = reference,
        Reference = reference,
        Package = "pkg:npm/p@1.0.0",
    };
}
