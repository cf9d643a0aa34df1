using System.Text.Json;
using Cortex.Contracts;
using Cortex.Contracts.Workers;
using Cortex.Messaging;
using Cortex.Messaging.Stores;

namespace Cortex.Workers.Attempts;

/// <summary>0 to 1, and what it is doing.</summary>
public sealed record AttemptProgress(double? Fraction, string? Message);

/// <summary>Reads and decisions on stored attempts; each decision is part of the commit of whoever decides.</summary>
public static class AttemptRows
{
    public static AttemptRow? Find(this StoreCommands store, AttemptKey key) =>
        store.Query($"SELECT {AttemptRow.Columns} FROM attempts WHERE worker = $1 AND attempt = $2", AttemptRow.Read, key.Worker, key.Attempt).SingleOrDefault();

    /// <summary>What a host has to look after.</summary>
    public static List<AttemptRow> OpenAttempts(this StoreCommands store, string replica) =>
        store.Query($"SELECT {AttemptRow.Columns} FROM attempts WHERE ended IS NULL AND replica = $1 ORDER BY created", AttemptRow.Read, replica);

    public static List<AttemptRow> AttemptsOf(this StoreCommands store, Guid run) =>
        store.Query($"SELECT {AttemptRow.Columns} FROM attempts WHERE run = $1", AttemptRow.Read, run);

    public static List<AttemptRow> AttemptsOf(this StoreCommands store, Guid run, string master) =>
        store.Query($"SELECT {AttemptRow.Columns} FROM attempts WHERE run = $1 AND master = $2", AttemptRow.Read, run, master);

    public static int NewestAttempt(this StoreCommands store, Guid worker) =>
        (int)(store.Scalar("SELECT MAX(attempt) FROM attempts WHERE worker = $1", worker) as long? ?? 0);

    /// <summary>How far the open attempts of a run are, by worker, as their last heartbeat said.</summary>
    public static Dictionary<Guid, AttemptProgress> ProgressOf(this StoreCommands store, Guid run) => store.Query(
            "SELECT worker, progress, message FROM attempts WHERE run = $1 AND ended IS NULL ORDER BY attempt",
            row => (Worker: Guid.Parse(row.GetString(0)), Progress: new AttemptProgress(row.IsDBNull(1) ? null : row.GetDouble(1), row.IsDBNull(2) ? null : row.GetString(2))),
            run)
        .GroupBy(row => row.Worker).ToDictionary(rows => rows.Key, rows => rows.Last().Progress);

    /// <summary>A stop of this or a later attempt has been seen.</summary>
    public static bool HasTombstone(this StoreCommands store, AttemptKey key) =>
        store.Scalar("SELECT 1 FROM tombstones WHERE worker = $1 AND attempt >= $2 LIMIT 1", key.Worker, key.Attempt) is not null;

    internal static void Insert(this StoreTransaction transaction, StartWorker command, Guid cause, string replica) => transaction.Commands.Execute(
        """
        INSERT INTO attempts (worker, attempt, run, master, type, node, state, command, cause, deadline, lease, created, replica)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
        """,
        command.WorkerId, command.Attempt, command.OrchestrationId, command.Spec.Master, command.Spec.Type, command.Node, nameof(AttemptState.Launching),
        JsonSerializer.Serialize(command, CortexJson.Options), cause, command.Deadline, command.LeaseTokens, transaction.Now, replica);

    internal static void Bury(this StoreTransaction transaction, AttemptKey key, string reason) => transaction.Commands.Execute(
        "INSERT INTO tombstones (worker, attempt, reason, created) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING", key.Worker, key.Attempt, reason, transaction.Now);

    /// <summary>Asks an open attempt to end. <paramref name="cause"/> is the command to answer when it has; null when nobody asks.</summary>
    internal static void RequestStop(this StoreTransaction transaction, AttemptKey key, Guid? cause, string reason) => transaction.Commands.Execute(
        "UPDATE attempts SET stop_requested = COALESCE(stop_requested, $3), stop_cause = COALESCE($4, stop_cause), stop_reason = COALESCE(stop_reason, $5) WHERE worker = $1 AND attempt = $2 AND ended IS NULL",
        key.Worker, key.Attempt, transaction.Now, cause, reason);

    /// <summary>True when the attempt was open and is ended now.</summary>
    internal static bool End(this StoreTransaction transaction, AttemptKey key, AttemptState state, string? evidence) => transaction.Commands.Execute(
        "UPDATE attempts SET state = $3, ended = $4, evidence = $5, suspected = NULL WHERE worker = $1 AND attempt = $2 AND ended IS NULL",
        key.Worker, key.Attempt, state.ToString(), transaction.Now, evidence) == 1;

    /// <summary>The attempt is gone without a result. Nothing when it has ended otherwise, or is being stopped.</summary>
    internal static void Lose(this StoreTransaction transaction, AttemptKey key, string evidence)
    {
        if (transaction.Commands.Find(key) is not { IsOpen: true, StopRequested: null } row || !transaction.End(key, AttemptState.Lost, evidence))
            return;
        var tokens = TokenLedger.Of(transaction.Commands, key);
        transaction.EmitTransition(row, "lost", new AttemptLost
        {
            OrchestrationId = row.Run,
            WorkerId = key.Worker,
            Attempt = key.Attempt,
            Evidence = evidence,
            TokensUsed = tokens.Used,
            TokensInDoubt = tokens.InDoubt,
        });
    }

    /// <summary>Emits what the attempt itself caused: the same event of the same attempt is one message, however often it is said.</summary>
    internal static void EmitTransition(this StoreTransaction transaction, AttemptRow row, string transition, object message, int index = 0) => transaction.Emit(new Outgoing
    {
        MessageId = DeterministicId.Of(row.Key.Worker, $"attempt/{row.Key.Attempt}/{transition}", index),
        Message = message,
        Cause = row.Cause,
        Run = row.Run,
    });

    internal static AttemptStopped Stopped(this StoreCommands store, Guid run, AttemptKey key)
    {
        var tokens = TokenLedger.Of(store, key);
        return new AttemptStopped
        {
            OrchestrationId = run,
            WorkerId = key.Worker,
            Attempt = key.Attempt,
            TokensUsed = tokens.Used,
            TokensInDoubt = tokens.InDoubt,
            PartialResult = store.Scalar("SELECT sha FROM results WHERE worker = $1 AND attempt = $2", key.Worker, key.Attempt) as string,
        };
    }
}
