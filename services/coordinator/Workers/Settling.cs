using Cortex.Contracts.Workers;
using MassTransit;

namespace Cortex.Coordinator.Workers;

/// <summary>How a worker ends: completed, failed or canceled; its lease goes back each time.</summary>
internal static partial class Verbs
{
    public static void Complete(this BehaviorContext<WorkerState, AttemptSucceeded> context)
    {
        var (worker, result) = (context.Saga, context.Message);
        worker.Book(result.TokensUsed, result.TokensInDoubt);
        worker.GiveUpSlot();
        worker.ReturnLease();
        worker.Decision.Publish(new WorkerCompleted
        {
            OrchestrationId = worker.OrchestrationId,
            WorkerId = worker.CorrelationId,
            Master = worker.Spec.Master,
            Type = worker.Spec.Type,
            Attempts = worker.Attempt,
            Result = result.Result,
            Findings = result.Findings,
            Changes = result.Changes,
            Assets = result.Assets,
            TokensUsed = worker.TokensUsed,
            Hop = worker.Spec.Hop,
            HandOffs = result.HandOffs,
        });
    }

    public static void SettleFailed(this BehaviorContext<WorkerState> context)
    {
        var worker = context.Saga;
        worker.ReturnLease();
        worker.Decision.Publish(new WorkerFailed
        {
            OrchestrationId = worker.OrchestrationId,
            WorkerId = worker.CorrelationId,
            Master = worker.Spec.Master,
            Type = worker.Spec.Type,
            Attempts = worker.Attempt,
            Failure = worker.Failure!,
            TokensUsed = worker.TokensUsed,
            TimedOut = worker.AfterStop == AfterStop.FailAsTimedOut,
            PartialResult = worker.PartialResult,
        });
    }

    public static void SettleCanceled(this BehaviorContext<WorkerState> context)
    {
        var worker = context.Saga;
        worker.ReturnLease();
        worker.Decision.Publish(new WorkerCanceled
        {
            OrchestrationId = worker.OrchestrationId,
            WorkerId = worker.CorrelationId,
            Master = worker.Spec.Master,
            Type = worker.Spec.Type,
            Attempts = worker.Attempt,
            Reason = worker.StopReason!,
            TokensUsed = worker.TokensUsed,
        });
    }
}
