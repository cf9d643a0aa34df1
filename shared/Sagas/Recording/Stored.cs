using System.Text;
using Cortex.Messaging.Stores;
using Cortex.Sagas.Log;

namespace Cortex.Sagas.Recording;

/// <summary>What the store has of a stream: head, newest usable snapshot, the events after it, and its messages' ids if they are few.</summary>
internal sealed record Stored(long Sequence, string? Snapshot, long SnapshotSequence, IReadOnlyList<LoggedEvent> Tail, IReadOnlyList<Guid>? Known)
{
    public static Stored Read(StoreCommands commands, string stream, string machineVersion, int mostKnown, CachedState? cached = null)
    {
        var heads = commands.Query(
            "SELECT sequence, snapshot, snapshot_sequence FROM streams WHERE stream = $1",
            row => (Sequence: row.GetInt64(0), Snapshot: row.IsDBNull(1) ? null : row.GetString(1), SnapshotSequence: row.GetInt64(2)),
            stream);
        if (heads.Count == 0)
            return new Stored(0, null, 0, [], []);
        var head = heads[0];
        var usable = head.Snapshot is not null
            && commands.Scalar("SELECT 1 FROM streams WHERE stream = $1 AND machine_version = $2", stream, machineVersion) is not null;
        var (from, snapshot) = usable ? (head.SnapshotSequence, head.Snapshot) : (0, null);
        if (cached is not null && cached.MachineVersion == machineVersion && cached.Sequence > from && cached.StateHash == HashAt(commands, stream, cached.Sequence))
            (from, snapshot) = (cached.Sequence, Encoding.UTF8.GetString(cached.State));
        return new Stored(
            head.Sequence,
            snapshot,
            from,
            EventLog.Query(commands, "e.stream_id = (SELECT id FROM streams WHERE stream = $1) AND e.sequence > $2 ORDER BY e.sequence", stream, from),
            head.Sequence <= mostKnown ? commands.Query("SELECT message_id FROM events WHERE stream_id = (SELECT id FROM streams WHERE stream = $1)", row => Guid.Parse(row.GetString(0)), stream) : null);
    }

    private static string? HashAt(StoreCommands commands, string stream, long sequence) => commands.Scalar(
        "SELECT state_hash FROM events WHERE stream_id = (SELECT id FROM streams WHERE stream = $1) AND sequence = $2", stream, sequence) as string;
}
