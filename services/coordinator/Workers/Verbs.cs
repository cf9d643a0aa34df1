using Cortex.Contracts.Budgets;
using Cortex.Contracts.Pools;
using Cortex.Contracts.Workers;
using MassTransit;

namespace Cortex.Coordinator.Workers;

/// <summary>The verbs of a worker from its admission to the end of its attempts.</summary>
internal static partial class Verbs
{
    /// <summary>From launch to the first fetch of the assignment: process start plus a busy machine; a Job's image pull is its node's matter.</summary>
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(120);

    /// <summary>Longer than the launcher's own grace before it kills (30 s on Kubernetes).</summary>
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(60);

    public static void Accept(this BehaviorContext<WorkerState, AdmitWorker> context)
    {
        var (worker, admission) = (context.Saga, context.Message);
        worker.OrchestrationId = admission.OrchestrationId;
        worker.Spec = admission.Spec;
        worker.Targets = admission.Targets;
        worker.PoolId = admission.PoolId;
        worker.EndsAt = admission.EndsAt;
        worker.DryRun = admission.DryRun;
        worker.Trusted = admission.Trusted;
        worker.MaxAttempts = admission.Spec.MaxAttempts;
    }

    public static void RequestLease(this BehaviorContext<WorkerState> context) => context.Saga.Decision.Publish(new RequestLease
    {
        OrchestrationId = context.Saga.OrchestrationId,
        WorkerId = context.Saga.CorrelationId,
        Master = context.Saga.Spec.Master,
        Type = context.Saga.Spec.Type,
        Tokens = context.Saga.Spec.Tokens,
        Minimum = context.Saga.Spec.MinimumTokens,
        Priority = context.Saga.Spec.Priority,
    });

    public static void TakeLease(this BehaviorContext<WorkerState, LeaseGranted> context)
    {
        context.Saga.Lease = context.Message.Tokens;
        context.Saga.Attempt++;
    }

    public static void NoteRefusal(this BehaviorContext<WorkerState, LeaseRefused> context) =>
        context.Saga.Failure = new Failure { Reason = context.Message.Reason, Retryable = false };

    public static void RequestSlot(this BehaviorContext<WorkerState> context) => context.Saga.Decision.Publish(new RequestSlot
    {
        PoolId = context.Saga.PoolId,
        OrchestrationId = context.Saga.OrchestrationId,
        WorkerId = context.Saga.CorrelationId,
        Attempt = context.Saga.Attempt,
        Priority = context.Saga.Spec.Priority,
        Avoid = context.Saga.LostOn,
    });

    public static void TakeSlot(this BehaviorContext<WorkerState, SlotGranted> context)
    {
        context.Saga.Node = context.Message.Node;
        context.Saga.SlotSince = context.Saga.Decision.At;
    }

    public static void StartAttempt(this BehaviorContext<WorkerState> context)
    {
        var worker = context.Saga;
        var deadline = worker.WorkEndsAt();
        worker.Decision.Send(worker.Spec.Master, new StartWorker
        {
            OrchestrationId = worker.OrchestrationId,
            WorkerId = worker.CorrelationId,
            Attempt = worker.Attempt,
            Spec = worker.Spec,
            Targets = worker.Targets,
            Node = worker.Node!,
            LeaseTokens = worker.Lease - worker.TokensUsed - worker.TokensInDoubt,
            Deadline = deadline,
            DryRun = worker.DryRun,
            Trusted = worker.Trusted,
        });
        worker.Decision.SetDeadline("start", worker.Decision.At + StartLimit, new StartTimedOut { WorkerId = worker.CorrelationId, Attempt = worker.Attempt });
        worker.SetWorkDeadline();
    }

    public static void NoteStart(this BehaviorContext<WorkerState, AttemptStarted> context) => context.Saga.Decision.CancelDeadline("start");

    public static void GiveUpStart(this BehaviorContext<WorkerState, StartTimedOut> context)
    {
        context.Saga.Failure = new Failure { Reason = $"did not start within {StartLimit.TotalSeconds:0} s", Retryable = true };
        context.Saga.AfterStop = AfterStop.TryAgain;
        context.Saga.Stop("it did not start in time");
    }

    public static void StopForTime(this BehaviorContext<WorkerState, WorkTimedOut> context)
    {
        context.Saga.AfterStop = AfterStop.FailAsTimedOut;
        context.Saga.Failure = new Failure { Reason = "its time was over", Retryable = false };
        context.Saga.Stop("its time was over");
    }

    public static void NoteCancel(this BehaviorContext<WorkerState, CancelWorker> context)
    {
        context.Saga.AfterStop = context.Message.TimedOut ? AfterStop.FailAsTimedOut : AfterStop.SettleAsCanceled;
        context.Saga.StopReason = context.Message.Reason;
        if (context.Message.TimedOut)
            context.Saga.Failure = new Failure { Reason = context.Message.Reason, Retryable = false };
    }

    public static void StopAttempt(this BehaviorContext<WorkerState> context) => context.Saga.Stop(context.Saga.StopReason!);

    public static void Extend(this BehaviorContext<WorkerState, ExtendWorker> context)
    {
        context.Saga.EndsAt = context.Message.EndsAt;
        if (context.Saga.Node is not null && context.Saga.SlotSince is not null && context.Saga.CurrentState is not nameof(WorkerStateMachine.Stopping))
            context.Saga.SetWorkDeadline();
    }

    public static void NoteFailure(this BehaviorContext<WorkerState, AttemptFailed> context)
    {
        context.Saga.Book(context.Message.TokensUsed, context.Message.TokensInDoubt);
        if (context.Saga.AfterStop is AfterStop.TryAgain)
            context.Saga.Failure = context.Message.Failure;
    }

    public static void NoteLoss(this BehaviorContext<WorkerState, AttemptLost> context)
    {
        context.Saga.Book(context.Message.TokensUsed, context.Message.TokensInDoubt);
        context.Saga.LostOn = context.Saga.Node;
        if (context.Saga.AfterStop is AfterStop.TryAgain)
            context.Saga.Failure = new Failure { Reason = $"lost: {context.Message.Evidence}", Retryable = true };
    }

    public static void NoteUnaskedStop(this BehaviorContext<WorkerState, AttemptStopped> context)
    {
        context.NoteStopped();
        context.Saga.Failure = new Failure { Reason = "stopped without being asked to", Retryable = true };
    }

    public static void NoteStopped(this BehaviorContext<WorkerState, AttemptStopped> context)
    {
        context.Saga.Book(context.Message.TokensUsed, context.Message.TokensInDoubt);
        context.Saga.PartialResult = context.Message.PartialResult;
    }

    public static void NoteUnansweredStop(this BehaviorContext<WorkerState, StopTimedOut> context) =>
        context.Saga.Failure = new Failure
        {
            Reason = $"{context.Saga.Failure?.Reason ?? context.Saga.StopReason}; its stop was not answered within {StopLimit.TotalSeconds:0} s",
            Retryable = context.Saga.Failure?.Retryable ?? false,
        };

    /// <summary>The attempt is over: its slot goes back, its deadlines end.</summary>
    public static void EndAttempt(this BehaviorContext<WorkerState> context) => context.Saga.GiveUpSlot();

    public static void BackOff(this BehaviorContext<WorkerState> context)
    {
        var worker = context.Saga;
        worker.Decision.SetDeadline("retry", worker.Decision.At + worker.Pause(worker.Failure!), new RetryDue { WorkerId = worker.CorrelationId, Attempt = worker.Attempt });
    }

    public static void NextAttempt(this BehaviorContext<WorkerState, RetryDue> context) => context.Saga.Attempt++;

    public static void AllowOneMore(this BehaviorContext<WorkerState, RestartWorker> context)
    {
        var worker = context.Saga;
        worker.MaxAttempts = worker.Attempt + 1;
        worker.EndsAt = context.Message.EndsAt;
        worker.AfterStop = AfterStop.TryAgain;
        worker.Failure = null;
        worker.StopReason = null;
        worker.TokensUsed = 0;
        worker.TokensInDoubt = 0;
    }

    public static void LeaveQueues(this BehaviorContext<WorkerState> context)
    {
        context.Saga.Decision.CancelDeadline("retry");
        context.Saga.GiveUpSlot();
    }

    public static void GiveSlotBack(this BehaviorContext<WorkerState, SlotGranted> context) => context.Saga.ReleaseSlot(context.Message.Attempt);

    public static void GiveLeaseBack(this BehaviorContext<WorkerState, LeaseGranted> context) =>
        context.Saga.Decision.Publish(new ReturnLease { OrchestrationId = context.Saga.OrchestrationId, WorkerId = context.Saga.CorrelationId, Used = 0 });

    private static void Stop(this WorkerState worker, string reason)
    {
        worker.Decision.CancelDeadline("start");
        worker.Decision.CancelDeadline("work");
        worker.Decision.Send(worker.Spec.Master, new StopWorker
        {
            OrchestrationId = worker.OrchestrationId,
            WorkerId = worker.CorrelationId,
            Attempt = worker.Attempt,
            Reason = reason,
        });
        worker.Decision.SetDeadline("stop", worker.Decision.At + StopLimit, new StopTimedOut { WorkerId = worker.CorrelationId, Attempt = worker.Attempt });
    }

    private static void GiveUpSlot(this WorkerState worker)
    {
        foreach (var deadline in (ReadOnlySpan<string>)["start", "work", "stop"])
            worker.Decision.CancelDeadline(deadline);
        if (worker.Attempt > 0)
            worker.ReleaseSlot(worker.Attempt);
        worker.Node = null;
        worker.SlotSince = null;
    }

    private static void ReleaseSlot(this WorkerState worker, int attempt) => worker.Decision.Publish(new ReleaseSlot
    {
        PoolId = worker.PoolId,
        OrchestrationId = worker.OrchestrationId,
        WorkerId = worker.CorrelationId,
        Attempt = attempt,
    });

    private static void ReturnLease(this WorkerState worker) => worker.Decision.Publish(new ReturnLease
    {
        OrchestrationId = worker.OrchestrationId,
        WorkerId = worker.CorrelationId,
        Used = worker.TokensUsed,
        InDoubt = worker.TokensInDoubt,
    });

    private static void Book(this WorkerState worker, int used, int inDoubt)
    {
        worker.TokensUsed += used;
        worker.TokensInDoubt += inDoubt;
    }

    private static DateTimeOffset WorkEndsAt(this WorkerState worker)
    {
        var own = worker.SlotSince!.Value.AddSeconds(worker.Spec.TimeoutSeconds);
        return own < worker.EndsAt ? own : worker.EndsAt;
    }

    private static void SetWorkDeadline(this WorkerState worker) =>
        worker.Decision.SetDeadline("work", worker.WorkEndsAt(), new WorkTimedOut { WorkerId = worker.CorrelationId, Attempt = worker.Attempt });
}
