using System.Collections.Frozen;
using Cortex.Messaging;
using Cortex.Messaging.Delivery;
using Cortex.Messaging.Wire;
using Cortex.Sagas.Recording;
using MassTransit;

namespace Cortex.Sagas.Stepping;

/// <summary>The one way a machine moves, live and in replay: instance, message, message id and recorded time in; decision out.</summary>
internal sealed class SagaStep<TSaga> where TSaga : RecordedSaga, new()
{
    private readonly MassTransitStateMachine<TSaga> _machine;
    private readonly FrozenDictionary<Type, Step> _steps;
    private readonly FrozenSet<Event> _initial;

    public SagaStep(MassTransitStateMachine<TSaga> machine, string name)
    {
        _machine = machine;
        Name = name;
        _steps = MachineEvents.Of(machine).ToFrozenDictionary(
            pair => pair.Message,
            pair => (Step)Activator.CreateInstance(typeof(EventStep<>).MakeGenericType(typeof(TSaga), pair.Message), machine, pair.Event)!);
        _initial = machine.NextEvents(machine.Initial).ToFrozenSet();
    }

    /// <summary>First part of the streams' names.</summary>
    public string Name { get; }

    public string StreamOf(Guid correlationId) => $"{Name}/{correlationId:D}";

    /// <summary>True when a message of this type begins a lifetime, false when one without a lifetime ignores it.</summary>
    /// <exception cref="UndecidedMessageException">The initial state says nothing about it.</exception>
    public bool Begins(Type message, string stream)
    {
        if (!_steps.TryGetValue(message, out var step) || !_initial.Contains(step.Event))
            throw new UndecidedMessageException($"There is no {stream}, and {message.Name} does not begin one.");
        return step.BeginsLifetime;
    }

    /// <exception cref="UndecidedMessageException">The instance's state does not decide this message.</exception>
    public async Task<Decision> RunAsync(TSaga saga, object message, Guid messageId, DateTimeOffset at, Guid? run)
    {
        if (!_steps.TryGetValue(message.GetType(), out var step))
            throw new UndecidedMessageException($"{Name} takes no {message.GetType().Name}.");
        var decision = new Decision(messageId, StreamOf(saga.CorrelationId), run, at);
        saga.Decision = decision;
        try
        {
            await step.RunAsync(saga, message, messageId);
        }
        catch (UnhandledEventException)
        {
            throw new UndecidedMessageException($"{StreamOf(saga.CorrelationId)} in state {saga.CurrentState} does not decide {message.GetType().Name}.");
        }

        return decision;
    }

    /// <summary>The run a message is recorded under.</summary>
    public static Guid? RunOf(TSaga saga, object message, Guid? header = null) =>
        Known(saga.Run) ?? Known(Messaging.RunOf.Message(message)) ?? Known(header);

    private static Guid? Known(Guid? run) => run == Guid.Empty ? null : run;

    private abstract class Step
    {
        public abstract Event Event { get; }

        public abstract bool BeginsLifetime { get; }

        public abstract Task RunAsync(TSaga saga, object message, Guid messageId);
    }

    private sealed class EventStep<TMessage>(MassTransitStateMachine<TSaga> machine, Event<TMessage> @event) : Step where TMessage : class
    {
        public override Event Event => @event;

        public override bool BeginsLifetime { get; } = Decided.By(machine, machine.Initial).Handled.Contains(@event);

        public override Task RunAsync(TSaga saga, object message, Guid messageId)
        {
            var context = new StepContext<TSaga, TMessage>(saga, (TMessage)message, messageId);
            return ((StateMachine<TSaga>)machine).RaiseEvent(new MassTransitStateMachine<TSaga>.BehaviorContextProxy<TMessage>(machine, context, context, @event));
        }
    }
}
