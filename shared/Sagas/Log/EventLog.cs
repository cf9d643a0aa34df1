using System.Data.Common;
using System.Text.Json;
using Cortex.Contracts;
using Cortex.Messaging.Outbox;
using Cortex.Messaging.Stores;

namespace Cortex.Sagas.Log;

/// <summary>Reads the log. One writer appends, so positions become visible in their order.</summary>
public sealed class EventLog
{
    private const string Columns = "e.position, COALESCE(s.stream, '#' || e.stream_id), e.sequence, e.message_id, e.type, e.payload, e.cause, e.recorded, e.run, e.emitted, e.canceled, e.state_hash";

    private readonly Store _store;
    private TaskCompletionSource? _waiting;

    public EventLog(Store store)
    {
        _store = store;
        store.Written += () => Interlocked.Exchange(ref _waiting, null)?.TrySetResult();
    }

    /// <summary>Position of the newest event; 0 when there is none.</summary>
    public long Head => _store.Read(commands => commands.Scalar("SELECT MAX(position) FROM events") as long? ?? 0);

    public IReadOnlyList<LoggedEvent> ReadAll(long afterPosition, int limit) =>
        _store.Read(commands => Query(commands, "e.position > $1 ORDER BY e.position LIMIT $2", afterPosition, limit));

    /// <summary>The events of a run in the order of the log.</summary>
    public IReadOnlyList<LoggedEvent> ReadRun(Guid run, long afterPosition = 0, int limit = int.MaxValue) =>
        _store.Read(commands => Query(commands, "e.run = $1 AND e.position > $2 ORDER BY e.position LIMIT $3", run, afterPosition, limit));

    /// <summary>The events of a lifetime, first to last.</summary>
    public IReadOnlyList<LoggedEvent> ReadStream(string stream, long upToPosition = long.MaxValue) =>
        _store.Read(commands => Query(commands, "e.stream_id = (SELECT id FROM streams WHERE stream = $1) AND e.position <= $2 ORDER BY e.sequence", stream, upToPosition));

    /// <summary>The events of a lifetime after one of them, in one look with what stands before.</summary>
    internal StreamPart ReadPart(string stream, long afterSequence) => _store.Read(commands =>
    {
        using var reading = new StreamPart.Reading(afterSequence);
        commands.Query(
            $"SELECT {Columns} FROM events e LEFT JOIN streams s ON s.id = e.stream_id WHERE e.stream_id = (SELECT id FROM streams WHERE stream = $1) ORDER BY e.sequence",
            row =>
            {
                reading.Take(row, row.GetInt64(2), Map);
                return true;
            },
            stream);
        return reading.End();
    });

    /// <summary>True for a lifetime that belongs to no run.</summary>
    internal bool OutlivesRuns(string stream) => _store.Read(commands => commands.Scalar("SELECT 1 FROM streams WHERE stream = $1 AND run IS NULL", stream)) is not null;

    /// <summary>The lifetimes that took part in a run, in the order of their first event.</summary>
    public IReadOnlyList<string> StreamsOf(Guid run) =>
        _store.Read(commands => commands.Query("SELECT s.stream FROM events e JOIN streams s ON s.id = e.stream_id WHERE e.run = $1 GROUP BY s.id ORDER BY MIN(e.position)", row => row.GetString(0), run));

    /// <summary>Messages of a run that still wait to be sent or handled now; deadlines are not among them.</summary>
    public IReadOnlyList<OutboxRow> PendingMessages(Guid run) => Rows("run = $1 AND state = 'pending' AND due IS NULL ORDER BY sequence", run);

    /// <summary>Deadlines of a run that are set and neither over nor taken back.</summary>
    public IReadOnlyList<OutboxRow> OpenDeadlines(Guid run) => Rows("run = $1 AND state = 'pending' AND due IS NOT NULL ORDER BY due", run);

    /// <summary>Completes once an event follows <paramref name="afterPosition"/>.</summary>
    public async Task WaitAsync(long afterPosition, CancellationToken cancellation)
    {
        while (true)
        {
            var waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting = Interlocked.CompareExchange(ref _waiting, waiting, null) ?? waiting;
            if (Head > afterPosition)
                return;
            await waiting.Task.WaitAsync(cancellation);
        }
    }

    internal static List<LoggedEvent> Query(StoreCommands commands, string where, params ReadOnlySpan<object?> arguments) =>
        commands.Query($"SELECT {Columns} FROM events e LEFT JOIN streams s ON s.id = e.stream_id WHERE {where}", Map, arguments);

    private List<OutboxRow> Rows(string where, Guid run) => _store.Read(commands => OutboxRow.Query(commands, where, run));

    private static LoggedEvent Map(DbDataReader row) => new()
    {
        Position = row.GetInt64(0),
        Stream = row.GetString(1),
        Sequence = row.GetInt64(2),
        MessageId = Guid.Parse(row.GetString(3)),
        Type = row.GetString(4),
        Payload = row.GetString(5),
        Cause = row.IsDBNull(6) ? null : Guid.Parse(row.GetString(6)),
        RecordedAt = new DateTimeOffset(row.GetInt64(7), TimeSpan.Zero),
        Run = row.IsDBNull(8) ? null : Guid.Parse(row.GetString(8)),
        Emitted = EmittedMessage.Read(row.GetString(9)),
        CanceledDeadlines = row.GetString(10) is var keys && keys == "[]" ? [] : JsonSerializer.Deserialize<List<string>>(keys, CortexJson.Options)!,
        StateHash = row.GetString(11),
    };
}
