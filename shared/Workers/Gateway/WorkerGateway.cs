using System.Text.Json;
using Cortex.Contracts;
using Cortex.Contracts.Workers;
using Cortex.Messaging.Stores;
using Cortex.Workers.Attempts;
using Cortex.Workers.Liveness;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Cortex.Workers.Gateway;

/// <summary>What an attempt may ask of its master. Each question is answered from the store, so any replica can answer it.</summary>
public sealed class WorkerGateway(Store store, TimeProvider time, IOptions<GatewayOptions> options, WatchSignal watch)
{
    private readonly GatewayOptions _options = options.Value;

    /// <summary>Whose token it is. An attempt that has ended, or that has a successor, is answered by <see cref="Fence"/>.</summary>
    /// <exception cref="RefusedException">401: no such token, or it has expired.</exception>
    public AttemptRow Authenticate(string? authorization)
    {
        const string scheme = "Bearer ";
        if (authorization is null || !authorization.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
            throw new RefusedException(StatusCodes.Status401Unauthorized, "There is no bearer token.");
        var token = new AttemptToken(authorization[scheme.Length..].Trim());
        if (!token.TryReadKey(out var key) || store.Read(s => s.Find(key.Value)) is not { TokenHash: { } hash } row || !token.Matches(hash))
            throw new RefusedException(StatusCodes.Status401Unauthorized, "The bearer token is not known here.");
        if (row.TokenExpiry <= time.GetUtcNow())
            throw new RefusedException(StatusCodes.Status401Unauthorized, $"The token of attempt {row.Key} expired at {row.TokenExpiry:O}.", "The attempt's deadline has passed: end.");
        return row;
    }

    /// <exception cref="RefusedException">409: the attempt is over for its master.</exception>
    public static void Fence(StoreCommands store, AttemptRow row)
    {
        if (row.Ended is not null)
            throw new RefusedException(StatusCodes.Status409Conflict, $"Attempt {row.Key} has ended ({row.State.ToString().ToLowerInvariant()}).", "Nothing more is accepted from it: end.");
        var newest = store.NewestAttempt(row.Key.Worker);
        if (newest > row.Key.Attempt)
            throw new RefusedException(StatusCodes.Status409Conflict, $"Attempt {row.Key} is fenced: attempt {newest} has taken its place.", "Nothing more is accepted from it: end.");
    }

    /// <summary>The first fetch is the start of the attempt.</summary>
    public async Task<Assignment> FetchAssignmentAsync(AttemptKey key)
    {
        var (command, checkpoint) = await store.WriteAsync(transaction =>
        {
            var row = Current(transaction, key);
            if (row.StopRequested is not null)
                throw new RefusedException(StatusCodes.Status409Conflict, $"Attempt {key} is to stop: {row.StopReason}", "End without a result.");
            transaction.Commands.Execute(
                "UPDATE attempts SET state = $3, fetched = COALESCE(fetched, $4), heartbeat = $4 WHERE worker = $1 AND attempt = $2",
                key.Worker, key.Attempt, nameof(AttemptState.Running), transaction.Now);
            transaction.EmitTransition(row, "started", new AttemptStarted { OrchestrationId = row.Run, WorkerId = key.Worker, Attempt = key.Attempt, Node = row.Node });
            return (row.Command, transaction.Commands.Scalar("SELECT checkpoint FROM checkpoints WHERE worker = $1", key.Worker) as string);
        });
        return new Assignment
        {
            OrchestrationId = command.OrchestrationId,
            WorkerId = command.WorkerId,
            Attempt = command.Attempt,
            Type = command.Spec.Type,
            Master = command.Spec.Master,
            Targets = command.Targets,
            Deadline = command.Deadline,
            SecondsLeft = (command.Deadline - time.GetUtcNow()).TotalSeconds,
            HeartbeatSeconds = _options.HeartbeatSeconds,
            LeaseTokens = command.LeaseTokens,
            DryRun = command.DryRun,
            Trusted = command.Trusted,
            Input = command.Spec.Input,
            Checkpoint = checkpoint,
        };
    }

    public Task<HeartbeatReply> HeartbeatAsync(AttemptKey key, Heartbeat heartbeat)
    {
        // Looked through before the transaction, which others wait for.
        var message = RedactedTexts.Of(heartbeat.Message);
        return store.WriteAsync(transaction => Beat(transaction, key, heartbeat, message));
    }

    private static HeartbeatReply Beat(StoreTransaction transaction, AttemptKey key, Heartbeat heartbeat, string? message)
    {
        var row = Current(transaction, key);
        transaction.Commands.Execute(
            "UPDATE attempts SET heartbeat = $3, progress = COALESCE($4, progress), message = COALESCE($5, message), suspected = NULL WHERE worker = $1 AND attempt = $2",
            key.Worker, key.Attempt, transaction.Now, heartbeat.Progress, message);
        if (heartbeat.Checkpoint is { } checkpoint)
            transaction.Commands.Execute(
                "INSERT INTO checkpoints (worker, attempt, checkpoint, stored) VALUES ($1, $2, $3, $4) ON CONFLICT (worker) DO UPDATE SET attempt = $2, checkpoint = $3, stored = $4",
                key.Worker, key.Attempt, checkpoint, transaction.Now);
        if (row.Suspected is not null)
            transaction.EmitTransition(row, "recovered", new AttemptRecovered { OrchestrationId = row.Run, WorkerId = key.Worker, Attempt = key.Attempt }, row.Suspicions);
        return new HeartbeatReply { Stop = row.StopRequested is not null };
    }

    public Task<bool> ReserveAsync(AttemptKey key, TokenReservation wanted) => wanted.Tokens <= 0
        ? throw new RefusedException(StatusCodes.Status400BadRequest, "A reservation is of one token or more.")
        : store.WriteAsync(transaction => TokenLedger.Reserve(transaction, key, Current(transaction, key).Lease, wanted));

    /// <summary>Only while the attempt is open: afterwards its figures have been told, and what is not settled stays in doubt.</summary>
    public Task<bool> SettleAsync(AttemptKey key, TokenSettlement settlement) => settlement.Used < 0
        ? throw new RefusedException(StatusCodes.Status400BadRequest, "No call uses fewer than 0 tokens.")
        : store.WriteAsync(transaction =>
        {
            Current(transaction, key);
            return TokenLedger.Settle(transaction, key, settlement);
        });

    public Task RecordArtifactAsync(AttemptKey key, string name, string sha, long bytes) => store.WriteAsync(transaction =>
    {
        var row = Current(transaction, key);
        transaction.Commands.Execute(
            """
            INSERT INTO artifacts (worker, attempt, name, run, master, sha, bytes, stored) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            ON CONFLICT (worker, attempt, name) DO UPDATE SET sha = $6, bytes = $7, stored = $8
            """,
            key.Worker, key.Attempt, name, row.Run, row.Master, sha, bytes, transaction.Now);
    });

    /// <summary>Stores the result and says what became of the attempt, in one commit. The same result again changes nothing.</summary>
    public async Task StoreResultAsync(AttemptKey key, WorkerResult handedIn)
    {
        var result = RedactedTexts.Of(handedIn);
        var body = JsonSerializer.Serialize(result, CortexJson.Options);
        var sha = WorkerResults.Sha(body);
        await store.WriteAsync(transaction =>
        {
            if (transaction.Commands.Scalar("SELECT sha FROM results WHERE worker = $1 AND attempt = $2", key.Worker, key.Attempt) is string stored)
            {
                if (!string.Equals(stored, sha, StringComparison.Ordinal))
                    throw new RefusedException(StatusCodes.Status409Conflict, $"Attempt {key} has already handed in another result.", "End.");
                return;
            }

            var row = Current(transaction, key);
            transaction.Commands.Execute(
                "INSERT INTO results (worker, attempt, run, master, sha, complete, body, stored) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
                key.Worker, key.Attempt, row.Run, row.Master, sha, result.Complete && result.Failure is null ? 1 : 0, body, transaction.Now);
            transaction.Commands.Execute("UPDATE attempts SET heartbeat = $3 WHERE worker = $1 AND attempt = $2", key.Worker, key.Attempt, transaction.Now);

            // Who is asked to stop is answered for by AttemptStopped, once nothing of it runs; what it left is in there.
            if (row.StopRequested is null)
                Settle(transaction, row, result, sha);
        });
        watch.Raise();
    }

    private static void Settle(StoreTransaction transaction, AttemptRow row, WorkerResult result, string sha)
    {
        var tokens = TokenLedger.Of(transaction.Commands, row.Key);
        var failure = result.Failure ?? (result.Complete ? null : new Failure { Reason = "It handed in an incomplete result without being asked to stop.", Retryable = true });
        transaction.End(row.Key, failure is null ? AttemptState.Succeeded : AttemptState.Failed, failure?.Reason);
        transaction.EmitTransition(row, "settled", failure is null
            ? new AttemptSucceeded
            {
                OrchestrationId = row.Run,
                WorkerId = row.Key.Worker,
                Attempt = row.Key.Attempt,
                Result = sha,
                Findings = result.Findings.Count,
                Changes = result.Changes.Count,
                Assets = result.Assets.Count,
                TokensUsed = tokens.Used,
                TokensInDoubt = tokens.InDoubt,
                HandOffs = result.HandOffs,
            }
            : new AttemptFailed
            {
                OrchestrationId = row.Run,
                WorkerId = row.Key.Worker,
                Attempt = row.Key.Attempt,
                Failure = failure,
                TokensUsed = tokens.Used,
                TokensInDoubt = tokens.InDoubt,
            });
    }

    private static AttemptRow Current(StoreTransaction transaction, AttemptKey key)
    {
        var row = transaction.Commands.Find(key) ?? throw new RefusedException(StatusCodes.Status401Unauthorized, "The attempt is not known here.");
        Fence(transaction.Commands, row);
        return row;
    }
}
