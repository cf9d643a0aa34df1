using System.Text.Json;
using Cortex.Contracts.Findings;
using Cortex.Contracts.Masters;
using Cortex.Contracts.Orchestrations;
using Cortex.Contracts.Reports;

namespace Cortex.Contracts.Api;

/// <summary>An entry of GET /api/orchestrations.</summary>
public sealed record RunSummary
{
    public required Guid Id { get; init; }

    /// <summary>running, paused, canceling, completed, failed or canceled.</summary>
    public required RunStatus Status { get; init; }
    public required string Plan { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public DateTimeOffset? FinishedAt { get; init; }
    public required IReadOnlyList<string> Targets { get; init; }

    /// <summary>Escalations that are open.</summary>
    public int Escalations { get; init; }
    public string? Reason { get; init; }
}

/// <summary>GET /api/orchestrations/{id}: everything a live view draws.</summary>
public sealed record RunDetails
{
    public required RunSummary Run { get; init; }

    /// <summary>0 to 5.</summary>
    public required int Phase { get; init; }
    public required IReadOnlyList<ReportPhase> Phases { get; init; }
    public required IReadOnlyList<ReportMaster> Masters { get; init; }
    public required IReadOnlyList<RunWorker> Workers { get; init; }
    public required ReportTokens Tokens { get; init; }
    public IReadOnlyList<Check> Checks { get; init; } = [];
    public IReadOnlyList<Escalation> Escalations { get; init; } = [];

    /// <summary>Findings stored so far and the newest of them.</summary>
    public int Findings { get; init; }
    public IReadOnlyList<Finding> RecentFindings { get; init; } = [];

    /// <summary>True once report.json is written.</summary>
    public bool ReportReady { get; init; }

    /// <summary>Position of the newest event of the run.</summary>
    public long Position { get; init; }
}

public sealed record RunWorker
{
    public required ReportWorker Worker { get; init; }

    /// <summary>0 to 1, from the last heartbeat.</summary>
    public double? Progress { get; init; }
    public string? Message { get; init; }
}

/// <summary>One recorded message: GET /api/orchestrations/{id}/events, also as server-sent events with the position as event id.</summary>
public sealed record EventRecord
{
    public required long Position { get; init; }

    /// <summary>machine/correlation id.</summary>
    public required string Stream { get; init; }
    public required long Sequence { get; init; }
    public required Guid MessageId { get; init; }

    /// <summary>Full name of the contract.</summary>
    public required string Type { get; init; }
    public Guid? Cause { get; init; }
    public required DateTimeOffset RecordedAt { get; init; }
    public required JsonElement Payload { get; init; }

    /// <summary>Short type names of the messages that this one made the machine emit.</summary>
    public IReadOnlyList<string> Emitted { get; init; } = [];
}

/// <summary>Every error of the API: what, where, what to do.</summary>
public sealed record ApiError
{
    public required string Error { get; init; }
    public string? Advice { get; init; }
}
