using Cortex.Contracts.Catalog;
using Cortex.Contracts.Findings;
using Cortex.Contracts.Masters;
using Cortex.Contracts.Targets;

namespace Cortex.Contracts.Workers;

/// <summary>What a worker fetches first from its gateway (HTTP).</summary>
public sealed record Assignment
{
    public required Guid OrchestrationId { get; init; }
    public required Guid WorkerId { get; init; }
    public required int Attempt { get; init; }
    public required string Type { get; init; }
    public required string Master { get; init; }
    public required IReadOnlyList<Target> Targets { get; init; }
    public required DateTimeOffset Deadline { get; init; }

    /// <summary>Until <see cref="Deadline"/> when this was answered: for a worker whose machine has another time. Null from a master of an older version.</summary>
    public double? SecondsLeft { get; init; }

    /// <summary>Seconds between heartbeats.</summary>
    public required double HeartbeatSeconds { get; init; }
    public required int LeaseTokens { get; init; }
    public bool DryRun { get; init; }
    public bool Trusted { get; init; }
    public string? Input { get; init; }

    /// <summary>The checkpoint of an earlier attempt, as that attempt wrote it.</summary>
    public string? Checkpoint { get; init; }
}

public sealed record Heartbeat
{
    /// <summary>0 to 1; null when it cannot be known.</summary>
    public double? Progress { get; init; }

    /// <summary>What it is doing, for people.</summary>
    public string? Message { get; init; }

    /// <summary>New checkpoint; null keeps the stored one.</summary>
    public string? Checkpoint { get; init; }
}

public sealed record HeartbeatReply
{
    /// <summary>True: end now, hand in what there is.</summary>
    public required bool Stop { get; init; }
}

/// <summary>Asks to use tokens of the lease before a model call.</summary>
public sealed record TokenReservation
{
    /// <summary>Chosen by the worker; the same id twice is one reservation.</summary>
    public required Guid ReservationId { get; init; }
    public required int Tokens { get; init; }
}

/// <summary>Books what the provider charged. Until then the reservation is in doubt.</summary>
public sealed record TokenSettlement
{
    public required Guid ReservationId { get; init; }
    public required int Used { get; init; }
}

/// <summary>What a worker hands in.</summary>
public sealed record WorkerResult
{
    /// <summary>False when it was stopped before the end.</summary>
    public bool Complete { get; init; } = true;
    public IReadOnlyList<Finding> Findings { get; init; } = [];
    public IReadOnlyList<Change> Changes { get; init; } = [];

    /// <summary>Of a fix-worker: why findings stay, by their keys.</summary>
    public IReadOnlyDictionary<string, StaysOpen> Open { get; init; } = new Dictionary<string, StaysOpen>();

    /// <summary>What the repositories ask to pass over.</summary>
    public IReadOnlyList<SuppressedFinding> Suppressed { get; init; } = [];
    public IReadOnlyList<Asset> Assets { get; init; } = [];
    public IReadOnlyList<Relation> Relations { get; init; } = [];
    public IReadOnlyList<Measure> Measures { get; init; } = [];
    public IReadOnlyList<HandOff> HandOffs { get; init; } = [];

    /// <summary>Of a pr-worker: what reviewers read of the changes it was given.</summary>
    public IReadOnlyList<ProposalText> Proposals { get; init; } = [];

    /// <summary>Set when the work failed; findings and the rest are then partial.</summary>
    public Failure? Failure { get; init; }
}
