using Cortex.Contracts.Targets;
using Cortex.Contracts.Workers;
using Cortex.Sagas.Recording;

namespace Cortex.Coordinator.Workers;

/// <summary>One worker from admission to settlement, over all its attempts.</summary>
public sealed class WorkerState : RecordedSaga
{
    public override Guid? Run => OrchestrationId;

    public Guid OrchestrationId { get; set; }
    public WorkerSpec Spec { get; set; } = null!;
    public IReadOnlyList<Target> Targets { get; set; } = [];
    public Guid PoolId { get; set; }
    public DateTimeOffset EndsAt { get; set; }
    public bool DryRun { get; set; }
    public bool Trusted { get; set; }

    /// <summary>The current attempt; also the fence: messages of another one are not heard.</summary>
    public int Attempt { get; set; }

    /// <summary>Attempts it may have.</summary>
    public int MaxAttempts { get; set; }
    public int Lease { get; set; }
    public string? Node { get; set; }
    public DateTimeOffset? SlotSince { get; set; }

    /// <summary>A node to avoid next time.</summary>
    public string? LostOn { get; set; }
    public int TokensUsed { get; set; }
    public int TokensInDoubt { get; set; }

    /// <summary>What to do once a stop is answered.</summary>
    public AfterStop AfterStop { get; set; }
    public string? StopReason { get; set; }
    public Failure? Failure { get; set; }
    public string? PartialResult { get; set; }
}

public enum AfterStop { TryAgain, FailAsTimedOut, SettleAsCanceled }
