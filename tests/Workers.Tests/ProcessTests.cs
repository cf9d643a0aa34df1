using System.Diagnostics;
using System.Text.Json;
using Cortex.Contracts;
using Cortex.Contracts.Workers;
using Cortex.Hosting.Data;
using Cortex.Messaging;
using Cortex.TestWorkers;
using Cortex.Workers.Attempts;
using Cortex.Workers.Launching;

namespace Cortex.Workers.Tests;

public sealed class ProcessTests
{
    [Fact]
    public async Task A_stop_that_overtakes_its_start_starts_nothing()
    {
        await using var harness = await Harness.StartAsync();
        var start = harness.Command("test-echo");

        await harness.SendAsync(harness.Stop(start), DeterministicId.Of("stop"));
        await harness.ExpectAsync<AttemptStopped>();
        await harness.SendAsync(start, DeterministicId.Of("start"));
        await harness.SendAsync(start with { Attempt = 2 });
        await harness.ExpectAsync<AttemptSucceeded>(s => s.Attempt == 2);

        Assert.Null(harness.Row(start));
        Assert.DoesNotContain(harness.Emitted, o => o.Message is AttemptStarted { Attempt: 1 });
        Assert.Equal(2, harness.Emitted.Count(o => o.Message is AttemptStopped));
    }

    [Fact]
    public async Task A_stop_keeps_the_partial_result_and_every_asker_is_answered()
    {
        await using var harness = await Harness.StartAsync();
        var start = harness.Command("test-slow");
        await harness.SendAsync(start);
        await UntilAsync(() => harness.Store.Read(s => s.Scalar("SELECT checkpoint FROM checkpoints")) is "begun");

        await harness.SendAsync(harness.Stop(start), DeterministicId.Of("stop"));
        var stopped = await harness.ExpectAsync<AttemptStopped>();
        await harness.SendAsync(harness.Stop(start), DeterministicId.Of("again"));
        await harness.ExpectAsync<AttemptStopped>(_ => harness.Emitted.Count(o => o.Message is AttemptStopped) == 2);

        var partial = harness.Store.Read(s => WorkerResults.Find(s, stopped.PartialResult!))!;
        Assert.Equal("what there was", Assert.Single(partial.Findings).Title);
        Assert.DoesNotContain(harness.Emitted, o => o.Message is AttemptSucceeded or AttemptFailed or AttemptLost);
    }

    [Fact]
    public async Task A_worker_that_does_not_listen_is_killed()
    {
        await using var harness = await Harness.StartAsync(Set("Workers:Liveness:StopGraceSeconds", "0.5"));
        var start = harness.Command("test-deaf");
        await harness.SendAsync(start);
        await harness.ExpectAsync<AttemptStarted>();

        await harness.SendAsync(harness.Stop(start));
        var stopped = await harness.ExpectAsync<AttemptStopped>();

        Assert.Null(stopped.PartialResult);
        Assert.Empty(Processes(harness, start));
    }

    [Fact]
    public async Task A_stop_ends_the_whole_tree()
    {
        await using var harness = await Harness.StartAsync();
        var start = harness.Command("test-fork");
        await harness.SendAsync(start);
        await UntilAsync(() => Processes(harness, start).Count(IsSleep) == 3);

        await harness.SendAsync(harness.Stop(start));
        await harness.ExpectAsync<AttemptStopped>();

        Assert.Empty(Processes(harness, start));
    }

    [Fact]
    public async Task What_a_worker_leaves_running_ends_with_it()
    {
        await using var harness = await Harness.StartAsync();
        var start = harness.Command("test-fork", "end");

        await harness.SendAsync(start);
        await harness.ExpectAsync<AttemptSucceeded>();

        await UntilAsync(() => Processes(harness, start).Count == 0);
    }

    [Fact]
    public async Task Memory_of_the_whole_tree_is_limited()
    {
        await using var harness = await Harness.StartAsync(Set("Workers:Launching:MemoryMegabytes", "300"));
        var start = harness.Command("test-memory");

        await harness.SendAsync(start);
        var lost = await harness.ExpectAsync<AttemptLost>();

        Assert.Contains("more than its limit of 300 MB", lost.Evidence, StringComparison.Ordinal);
        Assert.Empty(Processes(harness, start));
    }

    [Fact]
    public async Task The_memory_of_the_worker_itself_is_limited()
    {
        await using var harness = await Harness.StartAsync(Set("Workers:Launching:MemoryMegabytes", "300"));

        await harness.SendAsync(harness.Command("test-memory", "heap"));
        var ended = await harness.ExpectAsync<object>(m => m is AttemptFailed or AttemptLost);

        // Which limit is met first, the heap's or the process's, depends on the threads it has.
        Assert.Contains("memory", ended is AttemptFailed failed ? failed.Failure.Reason : ((AttemptLost)ended).Evidence, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_worker_ends_when_its_host_is_killed()
    {
        var data = Directory.CreateTempSubdirectory("cortex-workers-").FullName;
        using var host = StartHost(data, "test-fork");
        var start = TestMaster.Spec(DeterministicId.Of("host"), TestMaster.Name, "test-fork", 0, null, []);
        await UntilAsync(() => Processes(data, start.WorkerId).Count(IsSleep) == 3);
        var worker = Processes(data, start.WorkerId).Single(p => p.Id == p.Session && !IsSleep(p) && Name(p) != "sh");

        host.Kill();
        await UntilAsync(() => ProcessTable.Find(worker.Id) is null or { IsZombie: true });

        // All of its group ends with it; who took a session of its own is left to the sweep of the next host.
        await UntilAsync(() => Processes(data, start.WorkerId).All(p => p.Session != worker.Session));
        await using var next = await Harness.StartAsync(data: new DataDirectory(data));
        var lost = await next.ExpectAsync<AttemptLost>();
        Assert.Contains("host", lost.Evidence, StringComparison.Ordinal);
        await UntilAsync(() => Processes(data, start.WorkerId).Count == 0);
    }

    [Fact]
    public async Task An_attempt_whose_launch_a_crash_cut_off_is_launched_by_the_next_host()
    {
        var first = Harness.Idle(TimeProvider.System);
        var start = first.Command("test-echo");
        await first.Store.WriteAsync(transaction => transaction.Insert(start, DeterministicId.Of("start"), "host"));
        await first.StopHostAsync();

        await using var second = await Harness.StartAsync(data: first.Data);

        Assert.Equal(1, (await second.ExpectAsync<AttemptSucceeded>()).Attempt);
    }

    [Fact]
    public async Task A_program_that_cannot_be_started_is_a_loss_with_its_reason()
    {
        await using var harness = await Harness.StartAsync(Set("Workers:Launching:Command:0", "/nowhere/cortex"));

        await harness.SendAsync(harness.Command("test-echo"));

        Assert.Contains("/nowhere/cortex", (await harness.ExpectAsync<AttemptLost>()).Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_workers_run_inside_the_host_over_the_same_gateway()
    {
        await using var harness = await Harness.StartAsync(Set("Workers:Launching:Launcher", "in-process"));
        var starts = Enumerable.Range(0, 100).Select(i => harness.Command("test-echo", shard: i)).ToList();

        foreach (var start in starts)
            await harness.SendAsync(start);
        foreach (var start in starts)
            await harness.ExpectAsync<AttemptSucceeded>(s => s.WorkerId == start.WorkerId);
    }

    private static Dictionary<string, string?> Set(string key, string value) => new(StringComparer.Ordinal) { [key] = value };

    private static Process StartHost(string data, string type) =>
        Process.Start(new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Cortex.TestWorkers"), ["host", data, type]) { UseShellExecute = false })!;

    private static List<ProcessEntry> Processes(Harness harness, StartWorker start) => Processes(harness.Data.Root, start.WorkerId);

    private static List<ProcessEntry> Processes(string data, Guid worker) => [.. ProcessTable.All().Where(p => !p.IsZombie && ProcessTable.AttemptOf(p.Id, Path.Combine(data, "work"))?.Worker == worker)];

    private static bool IsSleep(ProcessEntry process) => Name(process) == "sleep";

    private static string Name(ProcessEntry process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process.Id}/comm").Trim();
        }
        catch (IOException)
        {
            return "";
        }
    }

    /// <summary>Processes of others tell nobody when they change: they are looked at until they have.</summary>
    private static async Task UntilAsync(Func<bool> reached)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!reached())
            await timer.WaitForNextTickAsync(patience.Token);
    }
}
