using Cortex.Messaging.Stores;

namespace Cortex.Sagas.Log;

/// <summary>Checks that nothing vanished from a run's log: no event of a stream, no message that an event emitted.</summary>
public static class LogIntegrity
{
    /// <summary>The problems of the run's streams up to a position; empty when there are none. Of one state of the store: a stream may grow meanwhile, head and events together.</summary>
    public static IReadOnlyList<LogProblem> Check(Store store, Guid run, long upToPosition = long.MaxValue) => store.Read(commands => commands.Snapshot(() =>
    {
        var problems = new List<LogProblem>();
        foreach (var id in commands.Query("SELECT id FROM streams WHERE run = $1 UNION SELECT stream_id FROM events WHERE run = $1", row => row.GetInt64(0), run))
            CheckStream(commands, id, problems);
        foreach (var logged in EventLog.Query(commands, "e.run = $1 AND e.position <= $2 ORDER BY e.position", run, upToPosition))
            CheckEmitted(commands, logged, problems);
        return problems;
    }));

    private static void CheckStream(StoreCommands commands, long id, List<LogProblem> problems)
    {
        var heads = commands.Query("SELECT stream, sequence FROM streams WHERE id = $1", row => (Stream: row.GetString(0), Sequence: row.GetInt64(1)), id);
        if (heads.Count == 0)
        {
            problems.Add(new LogProblem(LogProblemKind.HeadMissing, $"#{id}", null, null, $"Stream #{id} has events and no head."));
            return;
        }

        var (stream, head) = heads[0];
        var expected = 1L;
        foreach (var sequence in commands.Query("SELECT sequence FROM events WHERE stream_id = $1 ORDER BY sequence", row => row.GetInt64(0), id))
        {
            AddMissing(expected, sequence - 1);
            expected = sequence + 1;
        }

        AddMissing(expected, head);
        if (expected - 1 > head)
            problems.Add(new LogProblem(LogProblemKind.HeadBehind, stream, head, null, $"The head of {stream} says {head}; its last event is {expected - 1}."));

        void AddMissing(long from, long to)
        {
            for (var missing = from; missing <= to; missing++)
                problems.Add(new LogProblem(LogProblemKind.EventMissing, stream, missing, null, $"Event {missing} of {stream} is missing."));
        }
    }

    private static void CheckEmitted(StoreCommands commands, LoggedEvent logged, List<LogProblem> problems)
    {
        foreach (var emitted in logged.Emitted)
        {
            var name = emitted.Type[(emitted.Type.LastIndexOf('.') + 1)..];
            if (commands.Scalar("SELECT payload FROM outbox WHERE message_id = $1", emitted.MessageId) is not string payload)
                problems.Add(new LogProblem(
                    LogProblemKind.MessageMissing, logged.Stream, logged.Sequence, emitted.MessageId,
                    $"{name} {emitted.MessageId}, emitted by event {logged.Sequence} of {logged.Stream}, is not in the outbox."));
            else if (EmittedMessage.Hash(payload) != emitted.Sha256)
                problems.Add(new LogProblem(
                    LogProblemKind.MessageAltered, logged.Stream, logged.Sequence, emitted.MessageId,
                    $"{name} {emitted.MessageId}, emitted by event {logged.Sequence} of {logged.Stream}, has another content in the outbox."));
        }
    }
}

public enum LogProblemKind { HeadMissing, HeadBehind, EventMissing, MessageMissing, MessageAltered }

/// <summary>Something that is not there, or not as it was recorded.</summary>
public sealed record LogProblem(LogProblemKind Kind, string Stream, long? Sequence, Guid? MessageId, string Detail);
