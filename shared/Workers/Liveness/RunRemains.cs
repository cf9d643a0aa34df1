using Cortex.Hosting.Data;
using Cortex.Messaging.Stores;
using Cortex.Workers.Attempts;
using Cortex.Workers.Launching;

namespace Cortex.Workers.Liveness;

/// <summary>What is left of a run's workers, looked at now: attempts without an end, processes with their marker, workspaces, and the tokens that were metered.</summary>
public sealed record RunRemains
{
    public required IReadOnlyList<AttemptKey> OpenAttempts { get; init; }

    /// <summary>Process ids.</summary>
    public required IReadOnlyList<int> Processes { get; init; }

    public required IReadOnlyList<string> Workspaces { get; init; }

    /// <summary>Of all attempts together.</summary>
    public required Tokens Metered { get; init; }

    public static RunRemains Of(Store store, DataDirectory data, Guid run)
    {
        var attempts = store.Read(commands => commands.AttemptsOf(run));
        var known = attempts.Select(attempt => attempt.Key).ToHashSet();
        return new RunRemains
        {
            OpenAttempts = [.. attempts.Where(attempt => attempt.IsOpen).Select(attempt => attempt.Key)],
            Processes = known.Count == 0 ? [] : [.. ProcessTable.All().Where(process => !process.IsZombie && ProcessTable.AttemptOf(process.Id, data.Work) is { } key && known.Contains(key)).Select(process => process.Id)],
            Workspaces = [.. known.Select(key => AttemptStarter.WorkspaceOf(data, key)).Where(Directory.Exists)],
            Metered = store.Read(commands => TokenLedger.OfRun(commands, run)),
        };
    }
}
