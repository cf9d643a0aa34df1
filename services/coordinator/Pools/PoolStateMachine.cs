using Cortex.Contracts.Pools;
using MassTransit;

namespace Cortex.Coordinator.Pools;

/// <summary>Grants the slots of a node pool: the highest priority first, then the run that holds least, then who came first.</summary>
public sealed class PoolStateMachine : MassTransitStateMachine<PoolState>
{
    public PoolStateMachine()
    {
        InstanceState(pool => pool.CurrentState);
        Event(() => Configured, e => e.CorrelateById(context => context.Message.PoolId));
        Event(() => Requested, e => e.CorrelateById(context => context.Message.PoolId));
        Event(() => Released, e => e.CorrelateById(context => context.Message.PoolId));

        Initially(
            When(Configured).Then(Verbs.Configure).Then(Verbs.Grant).TransitionTo(Open),
            When(Requested).Then(Verbs.Enqueue).TransitionTo(Open),
            When(Released).Then(Verbs.Release).TransitionTo(Open));

        During(Open,
            When(Configured).Then(Verbs.Configure).Then(Verbs.Grant),
            When(Requested).Then(Verbs.Enqueue).Then(Verbs.Grant),
            When(Released).Then(Verbs.Release).Then(Verbs.Grant));
    }

    public State Open { get; private set; } = null!;

    public Event<ConfigurePool> Configured { get; private set; } = null!;
    public Event<RequestSlot> Requested { get; private set; } = null!;
    public Event<ReleaseSlot> Released { get; private set; } = null!;
}
