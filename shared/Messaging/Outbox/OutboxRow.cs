using System.Data.Common;
using Cortex.Messaging.Stores;

namespace Cortex.Messaging.Outbox;

/// <summary>A row of the outbox.</summary>
public sealed record OutboxRow
{
    private const string Columns = "sequence, message_id, run, type, service, payload, cause, created, due, deadline_key, state, attempts, parked_reason";

    public required long Sequence { get; init; }
    public required Guid MessageId { get; init; }
    public Guid? Run { get; init; }

    /// <summary>Full name of the contract.</summary>
    public required string Type { get; init; }

    /// <summary>The service a command is for; null for an event.</summary>
    public string? Service { get; init; }
    public required string Payload { get; init; }
    public Guid? Cause { get; init; }
    public required DateTimeOffset Created { get; init; }
    public DateTimeOffset? Due { get; init; }
    public string? DeadlineKey { get; init; }

    /// <summary>pending, done, canceled or parked.</summary>
    public required string State { get; init; }

    /// <summary>Dispatches after the first.</summary>
    public required int Attempts { get; init; }
    public string? ParkedReason { get; init; }

    public static List<OutboxRow> Query(StoreCommands commands, string where, params ReadOnlySpan<object?> arguments) =>
        commands.Query($"SELECT {Columns} FROM outbox WHERE {where}", Map, arguments);

    private static OutboxRow Map(DbDataReader row) => new()
    {
        Sequence = row.GetInt64(0),
        MessageId = Guid.Parse(row.GetString(1)),
        Run = row.IsDBNull(2) ? null : Guid.Parse(row.GetString(2)),
        Type = row.GetString(3),
        Service = row.IsDBNull(4) ? null : row.GetString(4),
        Payload = row.GetString(5),
        Cause = row.IsDBNull(6) ? null : Guid.Parse(row.GetString(6)),
        Created = new DateTimeOffset(row.GetInt64(7), TimeSpan.Zero),
        Due = row.IsDBNull(8) ? null : new DateTimeOffset(row.GetInt64(8), TimeSpan.Zero),
        DeadlineKey = row.IsDBNull(9) ? null : row.GetString(9),
        State = row.GetString(10),
        Attempts = row.GetInt32(11),
        ParkedReason = row.IsDBNull(12) ? null : row.GetString(12),
    };
}
