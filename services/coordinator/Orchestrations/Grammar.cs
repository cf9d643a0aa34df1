using Cortex.Contracts.Orchestrations;
using MassTransit;

namespace Cortex.Coordinator.Orchestrations;

/// <summary>The forks of the run's grammar.</summary>
internal static class Grammar
{
    /// <summary>To the last phase when the run is failing; to the next one when every master has answered; else it stays.</summary>
    public static EventActivityBinder<OrchestrationState, T> MoveOn<T>(this EventActivityBinder<OrchestrationState, T> binder, OrchestrationStateMachine machine, State next)
        where T : class => binder
        .IfElse(
            context => context.Saga.Ending,
            failing => failing.TransitionTo(machine.CleaningUp),
            going => going.If(context => context.Saga.EveryoneAnswered, answered => answered.TransitionTo(next)));

    /// <summary>Execution is over when planned + listed − settled is zero.</summary>
    public static EventActivityBinder<OrchestrationState, T> FinishExecuting<T>(this EventActivityBinder<OrchestrationState, T> binder, OrchestrationStateMachine machine)
        where T : class => binder
        .If(context => context.Saga.NothingOpen, over => over.TransitionTo(machine.Aggregating));

    public static EventActivityBinder<OrchestrationState, T> FinishCanceling<T>(this EventActivityBinder<OrchestrationState, T> binder, OrchestrationStateMachine machine)
        where T : class => binder
        .If(context => context.Saga.NothingOpen, over => over.TransitionTo(machine.CleaningUp));

    /// <summary>The end that was decided.</summary>
    public static EventActivityBinder<OrchestrationState, T> Finish<T>(this EventActivityBinder<OrchestrationState, T> binder, OrchestrationStateMachine machine)
        where T : class => binder
        .Then(Verbs.AnnounceEnd)
        .IfElse(
            context => context.Saga.Outcome == RunStatus.Completed,
            completed => completed.TransitionTo(machine.Completed),
            other => other.IfElse(
                context => context.Saga.Outcome == RunStatus.Canceled,
                canceled => canceled.TransitionTo(machine.Canceled),
                failed => failed.TransitionTo(machine.Failed)));
}
