using Cortex.Messaging.Stores;
using Cortex.Workers.Attempts;

namespace Cortex.Workers.Replicas;

/// <summary>The processes that share a store, when each was last heard of and where it answers; and whose attempt is whose. Times are UTC ticks.</summary>
public static class ReplicaTable
{
    /// <summary>Beside the workers' tables of version 1, so that a store which has those goes on.</summary>
    public static StoreSchema Schema { get; } = new("workers-replicas", 1, """
        ALTER TABLE attempts ADD COLUMN replica TEXT NOT NULL DEFAULT 'host';
        CREATE TABLE replicas (
            name TEXT PRIMARY KEY,
            service TEXT NOT NULL,
            address TEXT NOT NULL,
            seen INTEGER NOT NULL);
        """);

    /// <summary>Where a service's replicas answer, the one that was heard of last first; only those heard of since <paramref name="since"/>.</summary>
    public static IReadOnlyList<Uri> AddressesOf(StoreCommands store, string service, DateTimeOffset since) => store.Query(
        "SELECT address FROM replicas WHERE service = $1 AND seen >= $2 ORDER BY seen DESC", row => new Uri(row.GetString(0)), service, since);

    internal static void Beat(StoreTransaction transaction, string replica, string service, Uri address) => transaction.Commands.Execute(
        """
        INSERT INTO replicas (name, service, address, seen) VALUES ($1, $2, $3, $4)
        ON CONFLICT (name) DO UPDATE SET service = $2, address = $3, seen = $4
        """,
        replica, service, address.ToString(), transaction.Now);

    internal static List<AttemptKey> Abandoned(StoreCommands store, string replica, string service, DateTimeOffset silentSince) => store.Query(
        """
        SELECT a.worker, a.attempt FROM attempts a JOIN replicas r ON r.name = a.replica
        WHERE a.ended IS NULL AND r.service = $2 AND r.name <> $1 AND r.seen < $3 ORDER BY a.created
        """,
        row => new AttemptKey(Guid.Parse(row.GetString(0)), row.GetInt32(1)), replica, service, silentSince);

    /// <summary>False when it has ended, or another replica was faster.</summary>
    internal static bool Adopt(StoreTransaction transaction, AttemptKey key, string replica, DateTimeOffset silentSince) => transaction.Commands.Execute(
        """
        UPDATE attempts SET replica = $3 WHERE worker = $1 AND attempt = $2 AND ended IS NULL
        AND replica IN (SELECT name FROM replicas WHERE name <> $3 AND seen < $4)
        """,
        key.Worker, key.Attempt, replica, silentSince) == 1;
}
