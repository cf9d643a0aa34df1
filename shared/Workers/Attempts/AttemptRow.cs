using System.Data.Common;
using System.Text.Json;
using Cortex.Contracts;
using Cortex.Contracts.Workers;

namespace Cortex.Workers.Attempts;

/// <summary>An attempt as stored.</summary>
public sealed record AttemptRow
{
    internal const string Columns = """
        worker, attempt, run, master, type, node, state, command, cause, deadline, lease, token_hash, token_expiry, handle, launched, fetched,
        heartbeat, suspected, suspicions, stop_requested, stop_cause, stop_reason, ended, replica
        """;

    public required AttemptKey Key { get; init; }
    public required Guid Run { get; init; }
    public required string Master { get; init; }
    public required string Type { get; init; }
    public required string Node { get; init; }
    public required AttemptState State { get; init; }

    /// <summary>The <see cref="StartWorker"/> that asked for it, as JSON.</summary>
    public required string CommandJson { get; init; }

    /// <summary>Message id of that command.</summary>
    public required Guid Cause { get; init; }
    public required DateTimeOffset Deadline { get; init; }

    /// <summary>Tokens the attempt may use.</summary>
    public required int Lease { get; init; }

    /// <summary>SHA-256 of the bearer token; null until the launch begins.</summary>
    public byte[]? TokenHash { get; init; }
    public DateTimeOffset? TokenExpiry { get; init; }

    /// <summary>What the launcher needs to find it again.</summary>
    public string? Handle { get; init; }
    public DateTimeOffset? Launched { get; init; }

    /// <summary>First fetch of the assignment.</summary>
    public DateTimeOffset? Fetched { get; init; }
    public DateTimeOffset? Heartbeat { get; init; }
    public DateTimeOffset? Suspected { get; init; }
    public int Suspicions { get; init; }
    public DateTimeOffset? StopRequested { get; init; }

    /// <summary>Message id of the StopWorker that is to be answered; null when nobody asks.</summary>
    public Guid? StopCause { get; init; }
    public string? StopReason { get; init; }
    public DateTimeOffset? Ended { get; init; }

    /// <summary>The host that launches and watches it.</summary>
    public required string Replica { get; init; }

    public bool IsOpen => Ended is null;

    public StartWorker Command => JsonSerializer.Deserialize<StartWorker>(CommandJson, CortexJson.Options)!;

    internal static AttemptRow Read(DbDataReader row) => new()
    {
        Key = new AttemptKey(Guid.Parse(row.GetString(0)), row.GetInt32(1)),
        Run = Guid.Parse(row.GetString(2)),
        Master = row.GetString(3),
        Type = row.GetString(4),
        Node = row.GetString(5),
        State = Enum.Parse<AttemptState>(row.GetString(6)),
        CommandJson = row.GetString(7),
        Cause = Guid.Parse(row.GetString(8)),
        Deadline = Time(row, 9)!.Value,
        Lease = row.GetInt32(10),
        TokenHash = row.IsDBNull(11) ? null : row.GetFieldValue<byte[]>(11),
        TokenExpiry = Time(row, 12),
        Handle = row.IsDBNull(13) ? null : row.GetString(13),
        Launched = Time(row, 14),
        Fetched = Time(row, 15),
        Heartbeat = Time(row, 16),
        Suspected = Time(row, 17),
        Suspicions = row.GetInt32(18),
        StopRequested = Time(row, 19),
        StopCause = row.IsDBNull(20) ? null : Guid.Parse(row.GetString(20)),
        StopReason = row.IsDBNull(21) ? null : row.GetString(21),
        Ended = Time(row, 22),
        Replica = row.GetString(23),
    };

    private static DateTimeOffset? Time(DbDataReader row, int column) => row.IsDBNull(column) ? null : new DateTimeOffset(row.GetInt64(column), TimeSpan.Zero);
}
