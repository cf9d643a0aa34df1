using Cortex.Contracts.Workers;
using Cortex.Messaging.Stores;

namespace Cortex.Workers.Attempts;

/// <summary>Tokens of one attempt. In doubt is what a call reserved whose answer never came; it counts as used.</summary>
public readonly record struct Tokens(int Used, int InDoubt);

/// <summary>Reservations against what an attempt was given: the lease is the worker's, a later attempt is given what is left of it.</summary>
public static class TokenLedger
{
    /// <summary>
    /// True when the lease holds the tokens, or when this very reservation was made before: by this attempt, or by an earlier one that settled
    /// it (nothing more is charged). One that an earlier attempt left unsettled stays in doubt; the call needs another reservation.
    /// </summary>
    internal static bool Reserve(StoreTransaction transaction, AttemptKey key, int lease, TokenReservation wanted)
    {
        var made = transaction.Commands.Execute(
            """
            INSERT INTO reservations (reservation, worker, attempt, tokens, created)
            SELECT $1, $2, $3, $4, $5
            WHERE $4 + (SELECT COALESCE(SUM(COALESCE(used, tokens)), 0) FROM reservations WHERE worker = $2 AND attempt = $3) <= $6
            ON CONFLICT (reservation) DO NOTHING
            """,
            wanted.ReservationId, key.Worker, key.Attempt, wanted.Tokens, transaction.Now, lease) == 1;
        return made || transaction.Commands.Scalar(
            "SELECT 1 FROM reservations WHERE reservation = $1 AND worker = $2 AND tokens = $4 AND (attempt = $3 OR used IS NOT NULL)",
            wanted.ReservationId, key.Worker, key.Attempt, wanted.Tokens) is not null;
    }

    /// <summary>Books the provider's figure, once. False when there is no such reservation, or it was settled with another figure.</summary>
    internal static bool Settle(StoreTransaction transaction, AttemptKey key, TokenSettlement settlement) => transaction.Commands.Execute(
        "UPDATE reservations SET used = $4 WHERE reservation = $1 AND worker = $2 AND (used = $4 OR (used IS NULL AND attempt = $3))",
        settlement.ReservationId, key.Worker, key.Attempt, settlement.Used) == 1;

    public static Tokens Of(StoreCommands store, AttemptKey key) => store.Query(
        "SELECT COALESCE(SUM(used), 0), COALESCE(SUM(CASE WHEN used IS NULL THEN tokens END), 0) FROM reservations WHERE worker = $1 AND attempt = $2",
        row => new Tokens(row.GetInt32(0), row.GetInt32(1)), key.Worker, key.Attempt).Single();

    public static Tokens OfRun(StoreCommands store, Guid run) => store.Query(
        """
        SELECT COALESCE(SUM(r.used), 0), COALESCE(SUM(CASE WHEN r.used IS NULL THEN r.tokens END), 0)
        FROM reservations r JOIN attempts a ON a.worker = r.worker AND a.attempt = r.attempt WHERE a.run = $1
        """,
        row => new Tokens(row.GetInt32(0), row.GetInt32(1)), run).Single();
}
