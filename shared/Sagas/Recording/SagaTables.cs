using Cortex.Messaging.Stores;

namespace Cortex.Sagas.Recording;

/// <summary>
/// The log. A stream is one lifetime, <c>machine/correlation id</c>; its head is the number of its last event. The snapshot is a cache:
/// it may be deleted at any time.
/// </summary>
public static class SagaTables
{
    public static StoreSchema Schema { get; } = new("sagas", 1, """
        CREATE TABLE streams (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            stream TEXT NOT NULL UNIQUE,
            machine TEXT NOT NULL,
            sequence INTEGER NOT NULL,
            machine_version TEXT NOT NULL,
            run TEXT,
            snapshot TEXT,
            snapshot_sequence INTEGER NOT NULL DEFAULT 0);
        CREATE TABLE events (
            position INTEGER PRIMARY KEY AUTOINCREMENT,
            stream_id INTEGER NOT NULL,
            sequence INTEGER NOT NULL,
            message_id TEXT NOT NULL,
            type TEXT NOT NULL,
            payload TEXT NOT NULL,
            cause TEXT,
            recorded INTEGER NOT NULL,
            run TEXT,
            emitted TEXT NOT NULL,
            canceled TEXT NOT NULL,
            state_hash TEXT NOT NULL,
            UNIQUE (stream_id, sequence),
            UNIQUE (stream_id, message_id));
        CREATE INDEX events_run ON events (run, position);
        CREATE INDEX streams_run ON streams (run) WHERE run IS NOT NULL;
        """);

    /// <summary>Beside the tables of version 1, so that a store which has those goes on: which process made each decision.</summary>
    public static StoreSchema Replicas { get; } = new("sagas-replicas", 1, "ALTER TABLE events ADD COLUMN replica TEXT NOT NULL DEFAULT 'host';");
}
