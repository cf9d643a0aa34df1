using System.Text.Json;
using Cortex.Contracts;
using Cortex.Messaging.Stores;
using Cortex.Sagas.Log;

namespace Cortex.Sagas.Recording;

/// <summary>A decision on its way into the log: everything is computed, the commit only writes.</summary>
internal sealed class RecordedEvent
{
    // The last event is the one the decision was made on, not another replica's of the same number. Not as a join: PostgreSQL, while it knows nothing
    // of the tables yet, reads all events for that.
    private const string OnHead = "stream = $1 AND sequence = $3 AND ($4 IS NULL OR (SELECT state_hash FROM events WHERE stream_id = streams.id AND sequence = $3) = $4)";

    public required string Stream { get; init; }
    public required long Sequence { get; init; }

    /// <summary>The process that decides.</summary>
    public required string Replica { get; init; }

    /// <summary>Hash of the state it was decided on; null where this host alone writes, and the sequence says it all.</summary>
    public string? After { get; init; }
    public required string Machine { get; init; }
    public required string MachineVersion { get; init; }
    public required Guid MessageId { get; init; }
    public required string Type { get; init; }
    public required string Payload { get; init; }
    public Guid? Cause { get; init; }
    public Guid? Run { get; init; }
    public Guid? StreamRun { get; init; }
    public required Decision Decision { get; init; }

    /// <summary>The log's columns for what the decision emits and takes back.</summary>
    public required string Emitted { get; init; }
    public required string Canceled { get; init; }
    public required string StateHash { get; init; }
    public string? Snapshot { get; init; }

    /// <summary>True when this commit also marks the message's own outbox row.</summary>
    public bool Delivers { get; init; }

    public void Append(StoreTransaction transaction)
    {
        var commands = transaction.Commands;
        commands.Post(
            """
            INSERT INTO events (stream_id, sequence, message_id, type, payload, cause, recorded, run, emitted, canceled, state_hash, replica)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
            """,
            null,
            MoveHead(commands), Sequence, MessageId, Type, Payload, Cause, Decision.At, Run, Emitted, Canceled, StateHash, Replica);
        foreach (var key in Decision.CanceledDeadlines)
            transaction.CancelDeadline(key);
        foreach (var outgoing in Decision.Outgoing)
            transaction.Emit(outgoing);
        if (Delivers)
            transaction.Delivered(MessageId);
    }

    /// <summary>The stream's id; its head is now this event.</summary>
    private object MoveHead(StoreCommands commands)
    {
        var id = Sequence == 1 ? Begin(commands) : Snapshot is null ? Advance(commands) : AdvanceWithSnapshot(commands);
        return id ?? throw new StreamConflictException(Stream, Sequence);
    }

    private object? Begin(StoreCommands commands) => commands.Scalar(
        "INSERT INTO streams (stream, machine, sequence, machine_version, run) VALUES ($1, $2, 1, $3, $4) ON CONFLICT DO NOTHING RETURNING id",
        Stream, Machine, MachineVersion, StreamRun);

    private object? Advance(StoreCommands commands) => commands.Scalar(
        $"UPDATE streams SET sequence = $2 WHERE {OnHead} RETURNING id", Stream, Sequence, Sequence - 1, After);

    private object? AdvanceWithSnapshot(StoreCommands commands) => commands.Scalar(
        $"UPDATE streams SET sequence = $2, snapshot = $5, snapshot_sequence = $2, machine_version = $6 WHERE {OnHead} RETURNING id",
        Stream, Sequence, Sequence - 1, After, Snapshot, MachineVersion);
}

/// <summary>Another decision was written in between; the message is tried again on the new state.</summary>
internal sealed class StreamConflictException(string stream, long sequence) : Exception($"{stream} already has another event number {sequence}.");
