using Cortex.Messaging.Stores;

namespace Cortex.Coordinator.Notifications;

/// <summary>Notifications on their way: body and fate, neither address nor secret.</summary>
internal static class NotificationTable
{
    /// <summary>States: pending, done, parked.</summary>
    public static StoreSchema Schema { get; } = new("notifications", 1, """
        CREATE TABLE notifications (
            id TEXT PRIMARY KEY,
            webhook TEXT NOT NULL,
            event TEXT NOT NULL,
            run TEXT NOT NULL,
            body TEXT NOT NULL,
            created INTEGER NOT NULL,
            due INTEGER NOT NULL,
            tries INTEGER NOT NULL DEFAULT 0,
            state TEXT NOT NULL DEFAULT 'pending',
            problem TEXT,
            taken INTEGER);
        CREATE INDEX notifications_due ON notifications (webhook, due) WHERE state = 'pending';
        """);

    public static void Add(StoreCommands commands, NotificationRow row, DateTimeOffset now) => commands.Execute(
        "INSERT INTO notifications (id, webhook, event, run, body, created, due) VALUES ($1, $2, $3, $4, $5, $6, $6) ON CONFLICT DO NOTHING",
        row.Id, row.Webhook, row.Event, row.Run, row.Body, now);

    public static List<NotificationRow> Due(StoreCommands commands, string webhook, DateTimeOffset now, int most) => commands.Query(
        "SELECT id, webhook, event, run, body, tries FROM notifications WHERE state = 'pending' AND webhook = $1 AND due <= $2 ORDER BY due, created LIMIT $3",
        row => new NotificationRow(Guid.Parse(row.GetString(0)), row.GetString(1), row.GetString(2), Guid.Parse(row.GetString(3)), row.GetString(4), row.GetInt32(5)), webhook, now, most);

    public static DateTimeOffset? NextDue(StoreCommands commands, string webhook) =>
        commands.Scalar("SELECT MIN(due) FROM notifications WHERE state = 'pending' AND webhook = $1", webhook) is long ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    /// <summary>True for the one replica that may send it now.</summary>
    public static bool Take(StoreCommands commands, Guid id, DateTimeOffset now, DateTimeOffset forgottenBefore) => commands.Execute(
        "UPDATE notifications SET taken = $2, tries = tries + 1 WHERE id = $1 AND state = 'pending' AND (taken IS NULL OR taken <= $3)", id, now, forgottenBefore) == 1;

    public static void Settle(StoreCommands commands, Guid id, string state, string? problem, DateTimeOffset due) => commands.Execute(
        "UPDATE notifications SET state = $2, problem = $3, due = $4, taken = NULL WHERE id = $1 AND state = 'pending'", id, state, problem, due);

    public static List<string> Waiting(StoreCommands commands) => commands.Query("SELECT DISTINCT webhook FROM notifications WHERE state = 'pending'", row => row.GetString(0));

    public static int ParkAll(StoreCommands commands, string webhook, string problem) =>
        commands.Execute("UPDATE notifications SET state = 'parked', problem = $2 WHERE state = 'pending' AND webhook = $1", webhook, problem);

    /// <summary>What is delivered and old is of no use to anybody.</summary>
    public static void Forget(StoreCommands commands, DateTimeOffset before) => commands.Execute("DELETE FROM notifications WHERE state = 'done' AND created < $1", before);
}

/// <summary>One notification for one webhook. The id is the same however often it is recorded or sent.</summary>
internal sealed record NotificationRow(Guid Id, string Webhook, string Event, Guid Run, string Body, int Tries);
