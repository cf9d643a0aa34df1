namespace Cortex.Contracts.Orchestrations;

public enum RunStatus { Running, Paused, Canceling, Completed, Failed, Canceled }

/// <summary>A phase has begun; <see cref="EndsAt"/> is its deadline.</summary>
public sealed record PhaseStarted
{
    public required Guid OrchestrationId { get; init; }
    public required int Phase { get; init; }
    public required DateTimeOffset EndsAt { get; init; }
}

/// <summary>The deadline of a phase.</summary>
public sealed record PhaseTimedOut
{
    public required Guid OrchestrationId { get; init; }
    public required int Phase { get; init; }
}

/// <summary>The run is over; its report can be written.</summary>
public sealed record OrchestrationFinished
{
    public required Guid OrchestrationId { get; init; }

    /// <summary>Completed, Failed or Canceled.</summary>
    public required RunStatus Status { get; init; }
    public string? Reason { get; init; }
}
