using Cortex.Messaging.Stores;

namespace Cortex.Messaging.Outbox;

/// <summary>
/// Messages on their way and open deadlines (rows with a due time). A delivered row stays, marked, for the life of its run:
/// the certificate asks of every emitted message where it went.
/// </summary>
public static class OutboxTable
{
    public static StoreSchema Schema { get; } = new("messaging", 1, """
        CREATE TABLE outbox (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT,
            message_id TEXT NOT NULL UNIQUE,
            run TEXT,
            type TEXT NOT NULL,
            service TEXT,
            payload TEXT NOT NULL,
            cause TEXT,
            created INTEGER NOT NULL,
            due INTEGER,
            deadline_key TEXT,
            state TEXT NOT NULL DEFAULT 'pending',
            attempts INTEGER NOT NULL DEFAULT 0,
            parked_reason TEXT);
        CREATE INDEX outbox_pending ON outbox (due, sequence) WHERE state = 'pending';
        CREATE UNIQUE INDEX outbox_deadline ON outbox (deadline_key) WHERE state = 'pending' AND deadline_key IS NOT NULL;
        CREATE INDEX outbox_run ON outbox (run, sequence) WHERE run IS NOT NULL;
        CREATE INDEX outbox_parked ON outbox (sequence) WHERE state = 'parked';
        CREATE TABLE handled (
            consumer TEXT NOT NULL,
            message_id TEXT NOT NULL,
            PRIMARY KEY (consumer, message_id)) WITHOUT ROWID;
        """);

    /// <summary>
    /// What came with stores that several hosts share, beside the tables of version 1: whose message it is (any replica of that service
    /// sends it again), and when one of them last took it up.
    /// </summary>
    public static StoreSchema Sharing { get; } = new("messaging-sharing", 1, """
        ALTER TABLE outbox ADD COLUMN writer TEXT NOT NULL DEFAULT 'host';
        ALTER TABLE outbox ADD COLUMN taken INTEGER;
        """);

    /// <param name="commands">Of the write.</param>
    /// <param name="outgoing">What is to be sent.</param>
    /// <param name="writer">Whose it is.</param>
    /// <param name="now">Time of the commit.</param>
    /// <param name="added">Called unless the message is there already.</param>
    internal static void Add(StoreCommands commands, Outgoing outgoing, string writer, DateTimeOffset now, Action added)
    {
        if (outgoing.DeadlineKey is { } key)
            Cancel(commands, key);
        commands.Post(
            """
            INSERT INTO outbox (message_id, run, type, service, payload, cause, created, due, deadline_key, writer)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING
            """,
            rows => { if (rows == 1) added(); },
            outgoing.MessageId, outgoing.Run, outgoing.Message.GetType().FullName, outgoing.Service, outgoing.Payload,
            outgoing.Cause, now, outgoing.Due, outgoing.DeadlineKey, writer);
    }

    internal static void Cancel(StoreCommands commands, string deadlineKey) =>
        commands.Post("UPDATE outbox SET state = 'canceled' WHERE deadline_key = $1 AND state = 'pending'", null, deadlineKey);
}
