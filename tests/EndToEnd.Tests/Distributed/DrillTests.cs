using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Cortex.Cli.Samples;
using Cortex.Workspaces.Running;
using Xunit.Abstractions;

namespace Cortex.EndToEnd.Tests.Distributed;

/// <summary>
/// Each of the ten parts is killed once (kill -9) while it has work in flight, in an order that the seed draws. The seed is
/// CORTEX_DRILL_SEED, else 1.
/// </summary>
[Collection(UpCluster.OneAtATime)]
public sealed class DrillTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Stopped = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Going = TimeSpan.FromSeconds(3);
    private static readonly string[] Services = ["coordinator", "security", "development", "inventory", "cicd", "testing", "monitoring"];

    [UpFact]
    public async Task Runs_outlive_each_of_their_parts()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("CORTEX_DRILL_SEED"), out var given) ? given : 1;
        await using var cluster = new UpCluster();
        var fleet = cluster["fleet"];
        await new SampleFleet(new Git(TimeProvider.System), SampleFleet.Find(AppContext.BaseDirectory)!).PrepareAsync(fleet, default);
        await cluster.UpAsync();
        (await cluster.RunAsync("undisturbed.json", fleet, "--dry-run")).Expect(0);
        var undisturbed = Keys.Of(cluster.ReportOf("undisturbed.json"));
        output.WriteLine($"seed {seed}; undisturbed: {undisturbed.Count} keys");

        var runs = 0;
        Task<Ended>? run = null;
        foreach (var victim in Order(seed))
        {
            try
            {
                var before = cluster.ProcessOf(victim);
                var evidence = await CatchAsync(cluster, victim, () =>
                {
                    if (run is { IsFaulted: true })
                        run.GetAwaiter().GetResult();
                    if (run is null or { IsCompleted: true })
                        run = EndAsync(cluster, $"run-{++runs}.json", fleet, undisturbed, run);
                });
                await cluster.KillAsync(victim);
                await cluster.BackAsync(victim, before);
                output.WriteLine($"killed {victim,-14} while {evidence}");
            }
            catch (Exception e) when (e is not Xunit.Sdk.XunitException)
            {
                Assert.Fail($"seed {seed}, {victim}: {e.Message}\n{cluster.Logs()}");
            }
        }

        (await run!).Expect(0);
        output.WriteLine($"{runs} runs completed with the same keys, certificates holding");
        Assert.Equal(0L, await cluster.AskAsync("SELECT COUNT(*) FROM outbox WHERE state = 'parked'"));
        Assert.Equal(0L, await cluster.AskAsync("SELECT COUNT(*) FROM attempts WHERE ended IS NULL"));
    }

    private static async Task<Ended> EndAsync(UpCluster cluster, string report, string fleet, IReadOnlyList<string> undisturbed, Task<Ended>? earlier)
    {
        if (earlier is not null)
            (await earlier).Expect(0);
        var ended = await cluster.RunAsync(report, fleet, "--dry-run");
        Assert.True(ended.ExitCode == 0, $"the run ended with {ended.ExitCode}:\n{ended.Text}\n{cluster.Logs()}");
        var told = cluster.ReportOf(report);
        Assert.Equal(undisturbed, Keys.Of(told));
        Assert.True(told.Certificate!.Holds);
        return ended;
    }

    private static IEnumerable<string> Order(int seed)
    {
        // xorshift: the same order for the same seed on every machine.
        var state = (uint)(seed * 2654435761) | 1;
        return Services.Select(service => service + "-1").Concat(["rabbitmq", "postgresql", "redis"]).OrderBy(_ =>
        {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            return state;
        }).ToList();
    }

    /// <summary>Waits until the part has work in flight; what shows it.</summary>
    private static async Task<string> CatchAsync(UpCluster cluster, string victim, Action keepRunning)
    {
        string? evidence = null;
        var service = victim.EndsWith("-1", StringComparison.Ordinal) ? victim[..^2] : null;
        // A service answers within milliseconds: it is stopped for a moment, so that what comes meanwhile is surely unfinished when it is killed.
        var frozen = service ?? (victim == "rabbitmq" ? "security" : null);
        if (frozen is not null)
            cluster.Freeze(frozen + "-1");
        var since = TimeProvider.System.GetTimestamp();
        try
        {
            await UpCluster.UntilAsync(async () =>
            {
                keepRunning();
                if (frozen is not null && TimeProvider.System.GetElapsedTime(since) > Stopped)
                {
                    // It was stopped before it had anything to do, and a run that waits for it gives it nothing.
                    cluster.Thaw(frozen + "-1");
                    await Task.Delay(Going, TimeProvider.System);
                    cluster.Freeze(frozen + "-1");
                    since = TimeProvider.System.GetTimestamp();
                }

                evidence = victim switch
                {
                    "rabbitmq" => await QueuedAsync(cluster),
                    "postgresql" => await InFlight.OfPostgreSqlAsync(cluster),
                    "redis" => await RedisAsync(cluster),
                    _ => await InFlight.OfServiceAsync(cluster, service!),
                };
                return evidence is not null;
            }, $"{victim} never has work in flight");
        }
        finally
        {
            if (victim == "rabbitmq")
                cluster.Thaw("security-1");
        }

        return evidence!;
    }

    /// <summary>A queue with messages that are not handled, by the broker's own pages.</summary>
    private static async Task<string?> QueuedAsync(UpCluster cluster)
    {
        var broker = new Uri(cluster.VariableOf("coordinator-1", "CORTEX_BROKER"));
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{broker.Port + 2}/") };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(broker.UserInfo)));
        using var answer = await http.GetAsync("api/queues?columns=name,messages");
        if (!answer.IsSuccessStatusCode)
            return null;
        using var queues = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        var waiting = queues.RootElement.EnumerateArray().FirstOrDefault(queue => queue.TryGetProperty("messages", out var messages) && messages.GetInt32() > 0);
        return waiting.ValueKind == JsonValueKind.Undefined ? null : $"{waiting.GetProperty("name").GetString()} holds {waiting.GetProperty("messages").GetInt32()} messages";
    }

    /// <summary>Commands that came since the last look, by Redis's own count.</summary>
    private static async Task<string?> RedisAsync(UpCluster cluster)
    {
        var address = cluster.VariableOf("coordinator-1", "CORTEX_REDIS").Split(':');
        using var client = new TcpClient();
        await client.ConnectAsync(address[0], int.Parse(address[1]));
        await client.GetStream().WriteAsync("INFO commandstats\r\n"u8.ToArray());
        var buffer = new byte[64 * 1024];
        var text = Encoding.UTF8.GetString(buffer, 0, await client.GetStream().ReadAsync(buffer));
        return text.Split("\r\n").FirstOrDefault(line => line.StartsWith("cmdstat_publish:", StringComparison.Ordinal)) is { } published ? $"it tells news ({published[8..].Split(',')[0]})" : null;
    }
}
