using Cortex.Sagas.Recording;
using MassTransit;

namespace Cortex.Benchmarks.Sagas;

public sealed class PlainCounter : SagaStateMachineInstance
{
    public Guid CorrelationId { get; set; }

    public string CurrentState { get; set; } = "";

    public long Total { get; set; }
}

public sealed class RecordedCounter : RecordedSaga
{
    public override Guid? Run => null;

    public long Total { get; set; }
}

/// <summary>The machine as one writes it for the library's own repositories.</summary>
public sealed class PlainCounterStateMachine : MassTransitStateMachine<PlainCounter>
{
    public PlainCounterStateMachine()
    {
        InstanceState(counter => counter.CurrentState);
        Event(() => Counting, e => e.CorrelateById(m => m.Message.CounterId));
        Initially(When(Counting).ThenAsync(AddAsync).TransitionTo(Open));
        During(Open, When(Counting).ThenAsync(AddAsync));
    }

    public State Open { get; private set; } = null!;
    public Event<Count> Counting { get; private set; } = null!;

    private static Task AddAsync(BehaviorContext<PlainCounter, Count> context)
    {
        context.Saga.Total += context.Message.Amount;
        return context.Message.Tell
            ? context.Publish(new Counted { CounterId = context.Saga.CorrelationId, Total = context.Saga.Total })
            : Task.CompletedTask;
    }
}

/// <summary>The same machine recorded.</summary>
public sealed class RecordedCounterStateMachine : MassTransitStateMachine<RecordedCounter>
{
    public RecordedCounterStateMachine()
    {
        InstanceState(counter => counter.CurrentState);
        Event(() => Counting, e => e.CorrelateById(m => m.Message.CounterId));
        Initially(When(Counting).Then(Add).TransitionTo(Open));
        During(Open, When(Counting).Then(Add));
    }

    public State Open { get; private set; } = null!;
    public Event<Count> Counting { get; private set; } = null!;

    private static void Add(BehaviorContext<RecordedCounter, Count> context)
    {
        context.Saga.Total += context.Message.Amount;
        if (context.Message.Tell)
            context.Saga.Decision.Publish(new Counted { CounterId = context.Saga.CorrelationId, Total = context.Saga.Total });
    }
}
