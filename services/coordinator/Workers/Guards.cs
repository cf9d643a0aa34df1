using Cortex.Contracts.Pools;
using Cortex.Contracts.Workers;
using MassTransit;

namespace Cortex.Coordinator.Workers;

/// <summary>Whether a message is about the current attempt, and whether there may be another.</summary>
internal static partial class Verbs
{
    public static bool IsCurrent(BehaviorContext<WorkerState, SlotGranted> context) => context.Message.Attempt == context.Saga.Attempt;
    public static bool IsCurrent(BehaviorContext<WorkerState, AttemptStarted> context) => context.Message.Attempt == context.Saga.Attempt;
    public static bool IsCurrent(BehaviorContext<WorkerState, AttemptSuspected> context) => context.Message.Attempt == context.Saga.Attempt;
    public static bool IsCurrent(BehaviorContext<WorkerState, AttemptRecovered> context) => context.Message.Attempt == context.Saga.Attempt;
    public static bool IsCurrent(BehaviorContext<WorkerState, AttemptLost> context) => context.Message.Attempt == context.Saga.Attempt;
    public static bool IsCurrent(BehaviorContext<WorkerState, AttemptSucceeded> context) => context.Message.Attempt == context.Saga.Attempt;
    public static bool IsCurrent(BehaviorContext<WorkerState, AttemptFailed> context) => context.Message.Attempt == context.Saga.Attempt;
    public static bool IsCurrent(BehaviorContext<WorkerState, AttemptStopped> context) => context.Message.Attempt == context.Saga.Attempt;
    public static bool IsCurrent(BehaviorContext<WorkerState, StartTimedOut> context) => context.Message.Attempt == context.Saga.Attempt;
    public static bool IsCurrent(BehaviorContext<WorkerState, WorkTimedOut> context) => context.Message.Attempt == context.Saga.Attempt;
    public static bool IsCurrent(BehaviorContext<WorkerState, RetryDue> context) => context.Message.Attempt == context.Saga.Attempt;
    public static bool IsCurrent(BehaviorContext<WorkerState, StopTimedOut> context) => context.Message.Attempt == context.Saga.Attempt;

    /// <summary>A slot for an attempt that no longer holds one.</summary>
    public static bool IsForeign(BehaviorContext<WorkerState, SlotGranted> context) =>
        context.Message.Attempt != context.Saga.Attempt || context.Saga.Node is null;

    public static bool MayTryAgain(this WorkerState worker) =>
        worker.Failure is { Retryable: true } failure
        && worker.Attempt < worker.MaxAttempts
        && worker.Decision.At + worker.Pause(failure) < worker.EndsAt;

    /// <summary>What the failure asks for, else 1, 2, 4, … up to 60 seconds.</summary>
    private static TimeSpan Pause(this WorkerState worker, Failure failure) =>
        TimeSpan.FromSeconds(failure.RetryAfterSeconds ?? Math.Min(60, Math.Pow(2, worker.Attempt - 1)));
}
