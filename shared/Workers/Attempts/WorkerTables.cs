using Cortex.Messaging.Stores;

namespace Cortex.Workers.Attempts;

/// <summary>What a master knows of its workers. Times are UTC ticks.</summary>
public static class WorkerTables
{
    public static StoreSchema Schema { get; } = new("workers", 1, """
        CREATE TABLE attempts (
            worker TEXT NOT NULL,
            attempt INTEGER NOT NULL,
            run TEXT NOT NULL,
            master TEXT NOT NULL,
            type TEXT NOT NULL,
            node TEXT NOT NULL,
            state TEXT NOT NULL,
            command TEXT NOT NULL,
            cause TEXT NOT NULL,
            deadline INTEGER NOT NULL,
            lease INTEGER NOT NULL,
            created INTEGER NOT NULL,
            token_hash BLOB,
            token_expiry INTEGER,
            handle TEXT,
            launched INTEGER,
            fetched INTEGER,
            heartbeat INTEGER,
            progress REAL,
            message TEXT,
            suspected INTEGER,
            suspicions INTEGER NOT NULL DEFAULT 0,
            stop_requested INTEGER,
            stop_cause TEXT,
            stop_reason TEXT,
            ended INTEGER,
            evidence TEXT,
            PRIMARY KEY (worker, attempt)) WITHOUT ROWID;
        CREATE INDEX attempts_open ON attempts (created) WHERE ended IS NULL;
        CREATE INDEX attempts_run ON attempts (run, master);
        CREATE TABLE tombstones (
            worker TEXT NOT NULL,
            attempt INTEGER NOT NULL,
            reason TEXT NOT NULL,
            created INTEGER NOT NULL,
            PRIMARY KEY (worker, attempt)) WITHOUT ROWID;
        CREATE TABLE checkpoints (
            worker TEXT PRIMARY KEY,
            attempt INTEGER NOT NULL,
            checkpoint TEXT NOT NULL,
            stored INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE results (
            worker TEXT NOT NULL,
            attempt INTEGER NOT NULL,
            run TEXT NOT NULL,
            master TEXT NOT NULL,
            sha TEXT NOT NULL,
            complete INTEGER NOT NULL,
            body TEXT NOT NULL,
            stored INTEGER NOT NULL,
            PRIMARY KEY (worker, attempt));
        CREATE INDEX results_run ON results (run, master);
        CREATE INDEX results_sha ON results (sha);
        CREATE TABLE reservations (
            reservation TEXT PRIMARY KEY,
            worker TEXT NOT NULL,
            attempt INTEGER NOT NULL,
            tokens INTEGER NOT NULL,
            used INTEGER,
            created INTEGER NOT NULL) WITHOUT ROWID;
        CREATE INDEX reservations_worker ON reservations (worker, attempt);
        CREATE TABLE artifacts (
            worker TEXT NOT NULL,
            attempt INTEGER NOT NULL,
            name TEXT NOT NULL,
            run TEXT NOT NULL,
            master TEXT NOT NULL,
            sha TEXT NOT NULL,
            bytes INTEGER NOT NULL,
            stored INTEGER NOT NULL,
            PRIMARY KEY (worker, attempt, name)) WITHOUT ROWID;
        CREATE INDEX artifacts_run ON artifacts (run, master);
        """);
}
