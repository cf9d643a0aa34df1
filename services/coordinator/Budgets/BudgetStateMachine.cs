using Cortex.Contracts.Budgets;
using MassTransit;

namespace Cortex.Coordinator.Budgets;

/// <summary>
/// Lends tokens and never more than there are. An exhausted pool first waits for leases to come back, then shrinks the lease, then asks
/// for the reserve, and refuses (and escalates) only when that is denied. Closed admission keeps requests waiting.
/// </summary>
public sealed class BudgetStateMachine : MassTransitStateMachine<BudgetState>
{
    public BudgetStateMachine()
    {
        InstanceState(budget => budget.CurrentState);
        Event(() => Opened, e => e.CorrelateById(context => context.Message.OrchestrationId));
        Event(() => Requested, e => e.CorrelateById(context => context.Message.OrchestrationId));
        Event(() => Returned, e => e.CorrelateById(context => context.Message.OrchestrationId));
        Event(() => ReserveDecided, e => e.CorrelateById(context => context.Message.OrchestrationId));
        Event(() => AdmissionSet, e => e.CorrelateById(context => context.Message.OrchestrationId));

        Initially(
            When(Opened).Then(Verbs.Open).TransitionTo(Open),
            When(Requested).Then(Verbs.Enqueue).TransitionTo(Closed),
            When(Returned).Then(Verbs.Return).TransitionTo(Closed),
            When(AdmissionSet).TransitionTo(Closed),
            Ignore(ReserveDecided));

        During(Open,
            When(Requested).Then(Verbs.Enqueue).Then(Verbs.Grant),
            When(Returned).Then(Verbs.Return).Then(Verbs.Grant),
            When(ReserveDecided).Then(Verbs.BookReserve).Then(Verbs.Grant),
            When(AdmissionSet, context => !context.Message.Open).TransitionTo(Closed),
            Ignore(Opened));

        During(Closed,
            When(Opened).Then(Verbs.Open).Then(Verbs.Grant).TransitionTo(Open),
            When(Requested).Then(Verbs.Enqueue),
            When(Returned).Then(Verbs.Return),
            When(ReserveDecided).Then(Verbs.BookReserve),
            When(AdmissionSet, context => context.Message.Open).Then(Verbs.Grant).TransitionTo(Open));
    }

    public State Open { get; private set; } = null!;
    public State Closed { get; private set; } = null!;

    public Event<OpenBudget> Opened { get; private set; } = null!;
    public Event<RequestLease> Requested { get; private set; } = null!;
    public Event<ReturnLease> Returned { get; private set; } = null!;
    public Event<ReserveDecided> ReserveDecided { get; private set; } = null!;
    public Event<SetAdmission> AdmissionSet { get; private set; } = null!;
}
