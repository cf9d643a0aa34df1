using Cortex.Contracts.Budgets;
using Cortex.Coordinator.Budgets;
using MassTransit;

namespace Cortex.EndToEnd.Tests.Certifying.Altered;

/// <summary>A budget machine of another build: it books one token less than the one that decided.</summary>
public sealed class BudgetStateMachine : MassTransitStateMachine<BudgetState>
{
    public BudgetStateMachine()
    {
        InstanceState(budget => budget.CurrentState);
        Event(() => Opened, e => e.CorrelateById(context => context.Message.OrchestrationId));
        Initially(When(Opened).Then(context => context.Saga.Budget = context.Message.Budget with { Workers = context.Message.Budget.Workers - 1 }).TransitionTo(Open));
    }

    public State Open { get; private set; } = null!;

    public Event<OpenBudget> Opened { get; private set; } = null!;
}
