using Cortex.Contracts.Masters;

namespace Cortex.Contracts.Workers;

/// <summary>Settles a worker and lists the hand-offs it caused.</summary>
public sealed record WorkerCompleted
{
    public required Guid OrchestrationId { get; init; }
    public required Guid WorkerId { get; init; }
    public required string Master { get; init; }
    public required string Type { get; init; }
    public required int Attempts { get; init; }
    public required string Result { get; init; }
    public required int Findings { get; init; }
    public required int Changes { get; init; }
    public required int Assets { get; init; }
    public required int TokensUsed { get; init; }
    public int Hop { get; init; }
    public IReadOnlyList<HandOff> HandOffs { get; init; } = [];
}

public sealed record WorkerFailed
{
    public required Guid OrchestrationId { get; init; }
    public required Guid WorkerId { get; init; }
    public required string Master { get; init; }
    public required string Type { get; init; }
    public required int Attempts { get; init; }
    public required Failure Failure { get; init; }
    public required int TokensUsed { get; init; }

    /// <summary>True when a deadline ended it.</summary>
    public bool TimedOut { get; init; }
    public string? PartialResult { get; init; }
}

public sealed record WorkerCanceled
{
    public required Guid OrchestrationId { get; init; }
    public required Guid WorkerId { get; init; }
    public required string Master { get; init; }
    public required string Type { get; init; }
    public required int Attempts { get; init; }
    public required string Reason { get; init; }
    public required int TokensUsed { get; init; }
}
