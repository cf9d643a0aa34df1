using Cortex.Cli.Samples;
using Cortex.Workspaces.Running;
using Xunit.Abstractions;

namespace Cortex.EndToEnd.Tests.Distributed;

/// <summary>Seven services, two of them with replicas, on RabbitMQ, PostgreSQL and Redis.</summary>
[Collection(UpCluster.OneAtATime)]
public sealed class DistributedRunTests(ITestOutputHelper output)
{
    private const int Runs = 20;
    private const double LeastShare = 0.15;

    [UpFact]
    public async Task A_run_on_seven_services_is_the_run_of_one_process_and_twenty_at_once_are_shared_by_the_replicas()
    {
        await using var cluster = new UpCluster();
        var fleet = cluster["fleet"];
        await new SampleFleet(new Git(TimeProvider.System), SampleFleet.Find(AppContext.BaseDirectory)!).PrepareAsync(fleet, default);
        var embedded = cluster["embedded"];
        (await UpCluster.CortexAsync(["run", fleet, "--data", embedded, "--dry-run", "--json", cluster["embedded.json"]])).Expect(0);

        await cluster.UpAsync("--replicas", "coordinator=2,security=3");
        (await cluster.RunAsync("distributed.json", fleet, "--dry-run")).Expect(0);

        var (one, seven) = (cluster.ReportOf("embedded.json"), cluster.ReportOf("distributed.json"));
        Assert.Equal(Keys.Of(one), Keys.Of(seven));
        Assert.Equal(await AssetsAsync(["--data", embedded], cluster["a"]), await AssetsAsync(["--data", cluster.Data], cluster["b"]));
        Assert.True(seven.Certificate!.Holds, string.Join(' ', seven.Certificate.Failures.Select(failure => failure.Detail)));
        output.WriteLine($"the same: {seven.Findings.Count} findings, {seven.Changes.Count} changes, {seven.Outcomes[Contracts.Masters.Outcomes.AssetsCatalogued].After} assets; {seven.Certificate.Events} events, certificate holds");

        var small = cluster["fleet/labels"];
        var runs = await Task.WhenAll(Enumerable.Range(1, Runs).Select(i => cluster.RunAsync($"run-{i}.json", small, "--dry-run")));
        foreach (var (run, i) in runs.Select((run, i) => (run, i + 1)))
        {
            run.Expect(0);
            Assert.True(cluster.ReportOf($"run-{i}.json").Certificate!.Holds);
        }

        await AssertSharedAsync("coordinator", 2, await cluster.CountAsync("SELECT replica, COUNT(*) FROM events GROUP BY replica ORDER BY replica"));
        await AssertSharedAsync("security", 3, await cluster.CountAsync("SELECT replica, COUNT(*) FROM attempts WHERE master = 'security' GROUP BY replica ORDER BY replica"));
    }

    private Task AssertSharedAsync(string service, int replicas, IReadOnlyList<(string Name, long Count)> work)
    {
        var all = work.Sum(replica => replica.Count);
        output.WriteLine($"{service}: {string.Join(", ", work.Select(replica => $"{replica.Name} {100.0 * replica.Count / all:0} % of {all}"))}");
        Assert.Equal(replicas, work.Count);
        Assert.All(work, replica => Assert.True(replica.Count >= LeastShare * all, $"{replica.Name} did {replica.Count} of {all}"));
        return Task.CompletedTask;
    }

    private static async Task<string> AssetsAsync(IReadOnlyList<string> host, string folder)
    {
        (await UpCluster.CortexAsync(["catalog", "export", "--format", "json", "--output", folder, .. host])).Expect(0);
        return string.Join('\n', Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal).Select(File.ReadAllText));
    }
}
