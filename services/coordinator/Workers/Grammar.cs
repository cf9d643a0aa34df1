using MassTransit;

namespace Cortex.Coordinator.Workers;

/// <summary>The forks of the worker's grammar.</summary>
internal static class Grammar
{
    /// <summary>Another attempt after a pause, or the end.</summary>
    public static EventActivityBinder<WorkerState, T> RetryOrFail<T>(this EventActivityBinder<WorkerState, T> binder, WorkerStateMachine machine)
        where T : class => binder
        .Then(Verbs.EndAttempt)
        .IfElse(
            context => context.Saga.MayTryAgain(),
            again => again.Then(Verbs.BackOff).TransitionTo(machine.BackingOff),
            end => end.TransitionTo(machine.Failed));

    /// <summary>What the stop was for.</summary>
    public static EventActivityBinder<WorkerState, T> SettleStopped<T>(this EventActivityBinder<WorkerState, T> binder, WorkerStateMachine machine)
        where T : class => binder
        .IfElse(
            context => context.Saga.AfterStop == AfterStop.TryAgain,
            again => again.RetryOrFail(machine),
            end => end.Then(Verbs.EndAttempt).IfElse(
                context => context.Saga.AfterStop == AfterStop.SettleAsCanceled,
                canceled => canceled.TransitionTo(machine.Canceled),
                failed => failed.TransitionTo(machine.Failed)));

    /// <summary>Nothing runs: settle at once.</summary>
    public static EventActivityBinder<WorkerState, T> EndUnstarted<T>(this EventActivityBinder<WorkerState, T> binder, WorkerStateMachine machine)
        where T : class => binder
        .Then(Verbs.LeaveQueues)
        .IfElse(
            context => context.Saga.AfterStop == AfterStop.SettleAsCanceled,
            canceled => canceled.TransitionTo(machine.Canceled),
            failed => failed.TransitionTo(machine.Failed));
}
