using Cortex.Messaging.Stores;

namespace Cortex.Benchmarks.Distributed;

/// <summary>
/// A message's way, from the log. Its <em>effect</em> is the first event that a machine recorded on receiving it; where a service's own consumer
/// takes it (a worker is started, work is planned), the first event that it caused. Both times are those of the decision, before its commit.
/// </summary>
internal sealed record MessageTimes(Guid Id, string Type, bool IsCommand, DateTimeOffset Created, DateTimeOffset? Effect)
{
    public TimeSpan ToEffect => Effect!.Value - Created;

    /// <summary>All messages behind the mark, but deadlines, which are to wait.</summary>
    public static List<MessageTimes> Read(Store store, LogMark since) => store.Read(commands => commands.Query(
        """
        SELECT message_id, type, service, created, COALESCE(takers.earliest, causes.earliest)
        FROM outbox
        LEFT JOIN (SELECT message_id AS message, MIN(recorded) AS earliest FROM events WHERE position > $2 GROUP BY message_id) takers ON takers.message = outbox.message_id
        LEFT JOIN (SELECT cause, MIN(recorded) AS earliest FROM events WHERE position > $2 AND cause IS NOT NULL GROUP BY cause) causes ON causes.cause = outbox.message_id
        WHERE sequence > $1 AND due IS NULL
        """,
        row => new MessageTimes(
            Guid.Parse(row.GetString(0)), row.GetString(1)[(row.GetString(1).LastIndexOf('.') + 1)..], !row.IsDBNull(2), At(row.GetInt64(3)), row.IsDBNull(4) ? null : At(row.GetInt64(4))),
        since.Outbox, since.Events));

    private static DateTimeOffset At(long ticks) => new(ticks, TimeSpan.Zero);
}

/// <summary>Where outbox and log were.</summary>
internal sealed record LogMark(long Outbox, long Events)
{
    public static LogMark Read(Store store) => store.Read(commands => new LogMark(
        Convert.ToInt64(commands.Scalar("SELECT MAX(sequence) FROM outbox")), Convert.ToInt64(commands.Scalar("SELECT MAX(position) FROM events"))));
}
