using Cortex.Hosting.Data;
using Cortex.Messaging.Stores;
using Cortex.Workers.Attempts;
using Cortex.Workers.Launching;
using Cortex.Workspaces.Folders;
using Microsoft.Extensions.Options;

namespace Cortex.Workers.Liveness;

/// <summary>The end of a run at one master: nothing of it runs, no workspace is left.</summary>
public sealed class RunCleanup(Store store, ILauncher launcher, AttemptStarter starter, AttemptWatch watch, DataDirectory data, IOptions<LivenessOptions> options, TimeProvider time)
{
    public async Task<(int Removed, IReadOnlyList<string> Leftover)> RunAsync(Guid run, string master, CancellationToken stop)
    {
        var removed = 0;
        var leftover = new List<string>();
        var attempts = store.Read(s => s.AttemptsOf(run, master));
        foreach (var row in attempts.Where(row => row.IsOpen))
        {
            await store.WriteAsync(transaction => transaction.RequestStop(row.Key, cause: null, "The run is over."));
            if (row.Replica != store.Options.Replica && await EndsElsewhereAsync(row.Key, stop))
            {
                removed++;
                continue;
            }

            while (starter.IsStarting(row.Key))
                await Task.Delay(TimeSpan.FromMilliseconds(10), time, stop);
            await watch.EndAsync(store.Read(s => s.Find(row.Key)) ?? row, stop);
            removed++;
        }

        removed += await launcher.SweepAsync(attempts.Select(row => row.Key).ToHashSet(), stop);
        foreach (var workspace in attempts.Select(row => AttemptStarter.WorkspaceOf(data, row.Key)).Where(Directory.Exists))
        {
            try
            {
                await FolderRemoval.RemoveAsync(workspace, stop);
                removed++;
            }
            catch (IOException e)
            {
                leftover.Add(e.Message);
            }
        }

        return (removed, leftover);
    }

    /// <summary>The host that watches it ends it; false when that host does not in time.</summary>
    private async Task<bool> EndsElsewhereAsync(AttemptKey key, CancellationToken stop)
    {
        var limit = time.GetUtcNow() + TimeSpan.FromSeconds(options.Value.ReplicaSilenceSeconds);
        while (store.Read(s => s.Find(key)) is { IsOpen: true })
        {
            if (time.GetUtcNow() > limit)
                return false;
            await Task.Delay(TimeSpan.FromMilliseconds(100), time, stop);
        }

        return true;
    }
}
