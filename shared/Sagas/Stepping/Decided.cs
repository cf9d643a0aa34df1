using MassTransit;

namespace Cortex.Sagas.Stepping;

/// <summary>The events that a state has behaviours for, and those it ignores.</summary>
internal sealed class Decided : StateMachineVisitor
{
    private readonly HashSet<Event> _handled = [];
    private readonly HashSet<Event> _ignored = [];

    private Decided()
    {
    }

    public IReadOnlySet<Event> Handled => _handled;

    public IReadOnlySet<Event> Ignored => _ignored;

    public static Decided By(StateMachine machine, State state)
    {
        var decided = new Decided();
        state.Accept(decided);
        decided._handled.IntersectWith(machine.Events);
        decided._ignored.UnionWith(machine.NextEvents(state).Except(decided._handled));
        return decided;
    }

    public void Visit(State state, Action<State> next) => next(state);

    public void Visit(Event found, Action<Event> next) => _handled.Add(found);

    public void Visit<TMessage>(Event<TMessage> found, Action<Event<TMessage>> next) where TMessage : class => _handled.Add(found);

    public void Visit(IStateMachineActivity activity)
    {
    }

    public void Visit<T>(IBehavior<T> behavior) where T : class, SagaStateMachineInstance
    {
    }

    public void Visit<T>(IBehavior<T> behavior, Action<IBehavior<T>> next) where T : class, SagaStateMachineInstance
    {
    }

    public void Visit<T, TMessage>(IBehavior<T, TMessage> behavior)
        where T : class, SagaStateMachineInstance
        where TMessage : class
    {
    }

    public void Visit<T, TMessage>(IBehavior<T, TMessage> behavior, Action<IBehavior<T, TMessage>> next)
        where T : class, SagaStateMachineInstance
        where TMessage : class
    {
    }

    public void Visit(IStateMachineActivity activity, Action<IStateMachineActivity> next)
    {
    }
}
