using MassTransit;
using MassTransit.SagaStateMachine;

namespace Cortex.Sagas.Stepping;

/// <summary>What a state does with the machine's events: has behaviours for them (which may lead to other states) or ignores them.</summary>
internal sealed class Decided : StateMachineVisitor
{
    private readonly HashSet<Event> _handled = [];
    private readonly HashSet<Event> _ignored = [];
    private readonly HashSet<(Event Event, string State)> _transitions = [];
    private Event? _current;

    private Decided()
    {
    }

    public IReadOnlySet<Event> Handled => _handled;

    public IReadOnlySet<Event> Ignored => _ignored;

    /// <summary>States that an event may lead to.</summary>
    public IReadOnlySet<(Event Event, string State)> Transitions => _transitions;

    public static Decided By(StateMachine machine, State state)
    {
        var decided = new Decided();
        state.Accept(decided);
        decided._handled.IntersectWith(machine.Events);
        decided._ignored.UnionWith(machine.NextEvents(state).Except(decided._handled));
        return decided;
    }

    /// <summary>The states of a lifetime. The library's Final is one only when something leads there.</summary>
    public static IReadOnlyList<State> StatesOf(StateMachine machine)
    {
        var reached = machine.States.SelectMany(state => By(machine, state)._transitions).Select(transition => transition.State).ToHashSet(StringComparer.Ordinal);
        return [.. machine.States.Where(state => state.Name != machine.Final.Name || reached.Contains(state.Name))];
    }

    public void Visit(State state, Action<State> next) => next(state);

    public void Visit(Event found, Action<Event> next) => Enter(found);

    public void Visit<TMessage>(Event<TMessage> found, Action<Event<TMessage>> next) where TMessage : class => Enter(found);

    public void Visit(IStateMachineActivity activity) => Transition(activity);

    public void Visit(IStateMachineActivity activity, Action<IStateMachineActivity> next)
    {
        Transition(activity);
        next(activity);
    }

    public void Visit<T>(IBehavior<T> behavior) where T : class, SagaStateMachineInstance
    {
    }

    public void Visit<T>(IBehavior<T> behavior, Action<IBehavior<T>> next) where T : class, SagaStateMachineInstance => next(behavior);

    public void Visit<T, TMessage>(IBehavior<T, TMessage> behavior)
        where T : class, SagaStateMachineInstance
        where TMessage : class
    {
    }

    public void Visit<T, TMessage>(IBehavior<T, TMessage> behavior, Action<IBehavior<T, TMessage>> next)
        where T : class, SagaStateMachineInstance
        where TMessage : class => next(behavior);

    private void Enter(Event found)
    {
        _current = found;
        _handled.Add(found);
    }

    private void Transition(IStateMachineActivity activity)
    {
        var type = activity.GetType();
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(TransitionActivity<>)
            && type.GetProperty("ToState")?.GetValue(activity) is State to)
            _transitions.Add((_current!, to.Name));
    }
}
