using System.Collections.Concurrent;
using Cortex.Workers.Attempts;
using Cortex.Workers.Liveness;
using Cortex.Workers.Masters;
using Cortex.Workers.Work;
using Cortex.Workspaces.Folders;

namespace Cortex.Workers.Launching;

/// <summary>
/// An attempt as a task of this process, over the same HTTP gateway: for measuring Cortex itself with very many workers that do
/// nothing. A worker that does not listen to its stop cannot be ended, only fenced.
/// </summary>
public sealed class InProcessLauncher(IEnumerable<MasterWorkers> masters, WatchSignal watch, TimeProvider time) : ILauncher, IDisposable
{
    public const string Kind = "in-process";

    private readonly ConcurrentDictionary<AttemptKey, Attempt> _attempts = new();
    private readonly HttpClient _http = WorkerProcess.NewClient();

    public Task<string> LaunchAsync(Launch launch, CancellationToken stop)
    {
        Directory.CreateDirectory(launch.Workspace);
        var types = masters.First(m => m.Master == launch.Master).Types.ToDictionary(t => t.Type, StringComparer.Ordinal);
        var run = new AttemptRun(new GatewayClient(_http, launch.Gateway, launch.Token, time) { TraceParent = launch.TraceParent }, type => types.GetValueOrDefault(type)?.Create(), launch.Workspace, time);
        var attempt = new Attempt();
        _attempts[launch.Key] = attempt;
        attempt.Work = Task.Run(async () =>
        {
            try
            {
                attempt.Exit = await run.RunAsync(attempt.Stop.Token);
            }
            finally
            {
                await FolderRemoval.RemoveAsync(launch.Workspace, CancellationToken.None);
                watch.Raise();
            }
        }, CancellationToken.None);
        return Task.FromResult(Kind);
    }

    public Sighting Look(AttemptKey key, string? handle) =>
        !_attempts.TryGetValue(key, out var attempt) ? Sighting.Gone("The host it ran in has ended.")
        : attempt.Work.IsCompleted ? Sighting.Gone(attempt.Work.Exception is { } e ? e.GetBaseException().Message : $"It ended with exit code {attempt.Exit}.")
        : Sighting.Alive;

    public IReadOnlyCollection<AttemptKey> Remembered => [.. _attempts.Where(a => a.Value.Work.IsCompleted).Select(a => a.Key)];

    public void Forget(AttemptKey key) => _attempts.TryRemove(key, out _);

    public void AskToStop(AttemptKey key, string? handle)
    {
        if (_attempts.TryGetValue(key, out var attempt) && !attempt.Work.IsCompleted)
            attempt.Stop.Cancel();
    }

    public async Task KillAsync(AttemptKey key, string? handle, CancellationToken stop)
    {
        if (!_attempts.TryGetValue(key, out var attempt))
            return;
        await attempt.Stop.CancelAsync();
        await Task.WhenAny(attempt.Work, Task.Delay(TimeSpan.FromSeconds(10), time, stop));
        _attempts.TryRemove(key, out _);
    }

    public Task<int> SweepAsync(IReadOnlySet<AttemptKey> known, CancellationToken stop) => Task.FromResult(0);

    public void Dispose() => _http.Dispose();

    private sealed class Attempt
    {
        public CancellationTokenSource Stop { get; } = new();

        public Task Work { get; set; } = Task.CompletedTask;

        public int Exit { get; set; }
    }
}
