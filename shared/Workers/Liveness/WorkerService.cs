using Cortex.Messaging.Stores;
using Cortex.Workers.Attempts;
using Cortex.Workers.Launching;
using Cortex.Workers.Replicas;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Cortex.Workers.Liveness;

/// <summary>While the host listens: first ends what an earlier host has left, then launches and watches.</summary>
internal sealed class WorkerService(
    Store store,
    ILauncher launcher,
    AttemptStarter starter,
    AttemptWatch watch,
    ReplicaWatch replicas,
    LaunchQueue queue,
    WatchSignal signal,
    IHostApplicationLifetime host,
    IOptions<LaunchOptions> launching,
    IOptions<LivenessOptions> liveness,
    TimeProvider time,
    ILogger<WorkerService> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Workers are told the address the host listens on, which is known only then.
        var listens = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var started = host.ApplicationStarted.Register(listens.SetResult);
        await listens.Task.WaitAsync(stoppingToken);

        var open = store.Read(s => s.OpenAttempts(store.Options.Replica));
        await launcher.SweepAsync(open.Select(row => row.Key).ToHashSet(), stoppingToken);
        foreach (var row in open.Where(row => row.State == AttemptState.Launching))
            queue.Add(row.Key);
        await Task.WhenAll(LaunchAsync(stoppingToken), WatchAsync(stoppingToken));
    }

    private Task LaunchAsync(CancellationToken stop) => Parallel.ForEachAsync(
        queue.ReadAllAsync(stop),
        new ParallelOptions { MaxDegreeOfParallelism = launching.Value.Parallel, CancellationToken = stop },
        async (key, end) =>
        {
            try
            {
                await starter.StartAsync(key, end);
            }
            catch (StoreException e)
            {
                log.LogError(e, "Attempt {Attempt} is not started: the store is away", key);
            }
        });

    private async Task WatchAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await replicas.RunOnceAsync();
                await watch.RunOnceAsync(stop);
            }
            catch (StoreException e)
            {
                log.LogError(e, "Attempts cannot be watched: the store is away");
            }

            await signal.WaitAsync(TimeSpan.FromSeconds(liveness.Value.WatchSeconds), time, stop);
        }
    }
}
