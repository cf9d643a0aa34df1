using Cortex.Contracts.Masters;

namespace Cortex.Contracts.Workers;

/// <summary>The attempt fetched its assignment: it lives, its work limit runs.</summary>
public sealed record AttemptStarted
{
    public required Guid OrchestrationId { get; init; }
    public required Guid WorkerId { get; init; }
    public required int Attempt { get; init; }
    public required string Node { get; init; }
}

/// <summary>The attempt has been silent for longer than allowed.</summary>
public sealed record AttemptSuspected
{
    public required Guid OrchestrationId { get; init; }
    public required Guid WorkerId { get; init; }
    public required int Attempt { get; init; }

    /// <summary>Seconds since its last heartbeat.</summary>
    public required double SilentSeconds { get; init; }
}

public sealed record AttemptRecovered
{
    public required Guid OrchestrationId { get; init; }
    public required Guid WorkerId { get; init; }
    public required int Attempt { get; init; }
}

/// <summary>The attempt is gone without a result: the launcher saw its end, or it was silent twice.</summary>
public sealed record AttemptLost
{
    public required Guid OrchestrationId { get; init; }
    public required Guid WorkerId { get; init; }
    public required int Attempt { get; init; }
    public required string Evidence { get; init; }
    public int TokensUsed { get; init; }
    public int TokensInDoubt { get; init; }
}

/// <summary>A result is stored. The message carries counts and a reference; the body is in the gateway's store.</summary>
public sealed record AttemptSucceeded
{
    public required Guid OrchestrationId { get; init; }
    public required Guid WorkerId { get; init; }
    public required int Attempt { get; init; }

    /// <summary>SHA-256 (lower-case hex) of the stored <see cref="WorkerResult"/>.</summary>
    public required string Result { get; init; }
    public required int Findings { get; init; }
    public required int Changes { get; init; }
    public required int Assets { get; init; }
    public int TokensUsed { get; init; }
    public int TokensInDoubt { get; init; }
    public IReadOnlyList<HandOff> HandOffs { get; init; } = [];
}

public sealed record AttemptFailed
{
    public required Guid OrchestrationId { get; init; }
    public required Guid WorkerId { get; init; }
    public required int Attempt { get; init; }
    public required Failure Failure { get; init; }
    public int TokensUsed { get; init; }
    public int TokensInDoubt { get; init; }
}

/// <summary>Answer to <see cref="StopWorker"/>: nothing of the attempt runs any more.</summary>
public sealed record AttemptStopped
{
    public required Guid OrchestrationId { get; init; }
    public required Guid WorkerId { get; init; }
    public required int Attempt { get; init; }
    public int TokensUsed { get; init; }
    public int TokensInDoubt { get; init; }

    /// <summary>Reference of a partial result, when the worker left one.</summary>
    public string? PartialResult { get; init; }
}

/// <summary>A failure as data.</summary>
public sealed record Failure
{
    public required string Reason { get; init; }
    public required bool Retryable { get; init; }

    /// <summary>Seconds to wait before the next attempt; null leaves it to the worker machine's back-off.</summary>
    public double? RetryAfterSeconds { get; init; }
}
