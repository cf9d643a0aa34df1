using Cortex.Contracts.Certificates;
using Cortex.Contracts.Orchestrations;
using Cortex.Coordinator.Budgets;
using Cortex.Hosting.Data;
using Cortex.Messaging.Outbox;
using Cortex.Messaging.Stores;
using Cortex.Sagas.Log;
using Cortex.Sagas.Recording;
using Cortex.Sagas.Replays;
using Cortex.Workers.Liveness;

namespace Cortex.Coordinator.Certificates;

/// <summary>
/// Checks that a run is what its log says: nothing missing, nothing altered, nothing on its way, nothing left behind. What the check
/// itself causes is left out: its own command and the last phase's deadline, which waits for its answer.
/// </summary>
public sealed class CertificateCheck(
    Store store, EventLog log, Replay replay, RecordedMachine<BudgetStateMachine, BudgetState> budgets, DataDirectory data, TimeProvider time)
{
    /// <summary>Messages of the last decisions may still be on their way when the check is asked for.</summary>
    private static readonly TimeSpan SettleLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan SettleInterval = TimeSpan.FromMilliseconds(10);

    /// <param name="run">The run.</param>
    /// <param name="command">Message id of the command that asks for the check; null when nobody waits for it.</param>
    public async Task<Certificate> RunAsync(Guid run, Guid? command)
    {
        var waiting = await SettleAsync(run, command);
        var upTo = log.Head;
        var failures = new List<CertificateFailure>();
        var problems = LogIntegrity.Check(store, run, upTo);

        Fail("events", problems.Where(problem => problem.Kind is LogProblemKind.EventMissing or LogProblemKind.HeadMissing or LogProblemKind.HeadBehind).Select(problem => problem.Detail));
        var verdict = await replay.VerifyRunAsync(run, upTo);
        Fail("replayIdentical", verdict.Divergence is { } divergence ? [divergence.ToString()] : []);

        var undelivered = problems.Where(problem => problem.Kind is LogProblemKind.MessageMissing or LogProblemKind.MessageAltered).Select(problem => problem.Detail)
            .Concat(waiting.Select(row => $"{Short(row.Type)} {row.MessageId} was not delivered."))
            .Concat(Parked(run))
            .Concat(Vanished(run))
            .ToList();
        Fail("outboxEmpty", undelivered);

        var deadlines = log.OpenDeadlines(run).Where(row => row.DeadlineKey != $"orchestration/{run:D}/phase").ToList();
        Fail("deadlinesOpen", deadlines.Select(row => $"{Short(row.Type)} due {row.Due:O} is open."));

        var remains = RunRemains.Of(store, data, run);
        var orphans = remains.OpenAttempts.Select(attempt => $"attempt {attempt} has no end.").Concat(remains.Processes.Select(process => $"process {process} still runs.")).ToList();
        Fail("orphanWorkers", orphans);

        var budget = await BudgetAsync(run, upTo);
        var booked = (budget?.Used.Values.Sum() ?? 0) + (budget?.InDoubt.Values.Sum() ?? 0);
        var metered = remains.Metered.Used + remains.Metered.InDoubt;
        var leased = budget?.Leases.Sum(lease => lease.Tokens) ?? 0;
        var unaccounted = Math.Abs(metered - booked) + leased;
        Fail("unaccountedTokens", unaccounted == 0 ? [] : [$"the gateway metered {metered}, the ledger booked {booked}, {leased} are still lent."]);

        Fail("leftoverWorkspaces", remains.Workspaces.Select(workspace => $"{Path.GetFileName(workspace)} is still there."));

        return new Certificate
        {
            UpTo = upTo,
            Events = log.ReadRun(run).Count(logged => logged.Position <= upTo),
            ReplayIdentical = verdict.Identical,
            OutboxEmpty = undelivered.Count == 0,
            DeadlinesOpen = deadlines.Count,
            OrphanWorkers = orphans.Count,
            UnaccountedTokens = unaccounted,
            LeftoverWorkspaces = remains.Workspaces.Count,
            Holds = failures.Count == 0,
            Failures = failures,
        };

        void Fail(string field, IEnumerable<string> details)
        {
            if (string.Join(' ', details.Take(5)) is { Length: > 0 } detail)
                failures.Add(new CertificateFailure { Field = field, Detail = detail });
        }
    }

    /// <summary>Waits until the messages of earlier decisions have arrived; returns those that did not.</summary>
    private async Task<IReadOnlyList<OutboxRow>> SettleAsync(Guid run, Guid? command)
    {
        var began = time.GetTimestamp();
        while (true)
        {
            var waiting = log.PendingMessages(run).Where(row => row.MessageId != command && !IsControl(row)).ToList();
            if (waiting.Count == 0 || time.GetElapsedTime(began) > SettleLimit)
                return waiting;
            await Task.Delay(SettleInterval, time);
        }
    }

    /// <summary>Somebody may ask something of the run at any time; that is no message of the run's own.</summary>
    private static bool IsControl(OutboxRow row) => Short(row.Type) is
        nameof(CancelOrchestration) or nameof(PauseOrchestration) or nameof(ResumeOrchestration) or nameof(RetryWorker) or nameof(RetryMaster);

    private List<string> Parked(Guid run) => store.Read(commands => commands.Query(
        "SELECT type, message_id, parked_reason FROM outbox WHERE run = $1 AND state = 'parked' ORDER BY sequence",
        row => $"{Short(row.GetString(0))} {row.GetString(1)} is parked: {(row.IsDBNull(2) ? "" : row.GetString(2))}", run));

    // Asked row by row: for NOT IN, PostgreSQL would read the messages of all runs.
    /// <summary>Messages that were recorded or that caused others, and have no row any more.</summary>
    private List<string> Vanished(Guid run) => store.Read(commands => commands.Query(
        """
        SELECT type, message_id FROM events WHERE run = $1 AND NOT EXISTS (SELECT 1 FROM outbox known WHERE known.message_id = events.message_id)
        UNION
        SELECT 'the cause of ' || type, cause FROM outbox WHERE run = $1 AND cause IS NOT NULL AND NOT EXISTS (SELECT 1 FROM outbox known WHERE known.message_id = outbox.cause)
        """,
        row => $"{Short(row.GetString(0))} {row.GetString(1)} is not in the outbox.", run));

    private async Task<BudgetState?> BudgetAsync(Guid run, long upTo)
    {
        var lifetime = budgets.Begin(run);
        foreach (var logged in log.ReadStream($"{budgets.Name}/{run:D}", upTo))
            await lifetime.StepAsync(logged);
        return lifetime.Sequence == 0 ? null : System.Text.Json.JsonSerializer.Deserialize<BudgetState>(lifetime.State, Contracts.CortexJson.Options);
    }

    private static string Short(string type) => type[(type.LastIndexOf('.') + 1)..];
}
