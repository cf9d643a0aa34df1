using System.Text.Json;
using Cortex.Contracts;
using Cortex.Messaging;
using Cortex.Messaging.Delivery;
using Cortex.Messaging.Wire;
using Cortex.Sagas.Log;
using Cortex.Sagas.Recording;
using Cortex.Sagas.Stepping;

namespace Cortex.Sagas.Replays;

/// <summary>A lifetime that is folded from recorded events.</summary>
public abstract class ReplayedLifetime
{
    /// <summary>Number of the last event folded in; 0 before the first.</summary>
    public long Sequence { get; protected set; }

    /// <summary>The state's name.</summary>
    public abstract string CurrentState { get; }

    /// <summary>The instance as JSON.</summary>
    public abstract string State { get; }

    /// <summary>SHA-256 of the instance's JSON.</summary>
    public abstract string StateHash { get; }

    /// <summary>Folds the next event in and returns what the machine emits now.</summary>
    /// <exception cref="UndecidedMessageException">This machine does not decide the event.</exception>
    public abstract Task<Decision> StepAsync(LoggedEvent logged);
}

internal sealed class ReplayedLifetime<TSaga>(SagaStep<TSaga> step, Guid correlationId) : ReplayedLifetime where TSaga : RecordedSaga, new()
{
    private RecordedState<TSaga> _state = RecordedState<TSaga>.After(new TSaga { CorrelationId = correlationId }, sequence: -1);

    public TSaga Saga => _state.Saga;

    public override string CurrentState => _state.Saga.CurrentState;

    public override string State => _state.Text;

    public override string StateHash => _state.Hash;

    public void StartFrom(TSaga snapshot, long sequence)
    {
        Sequence = sequence;
        _state = RecordedState<TSaga>.After(snapshot, sequence: -1);
    }

    public override async Task<Decision> StepAsync(LoggedEvent logged)
    {
        if (!MessageTypes.TryFind(logged.Type, out var type))
            throw new UndecidedMessageException($"There is no contract {logged.Type}.");
        var message = JsonSerializer.Deserialize(logged.Payload, type, CortexJson.Options)!;
        var decision = await step.RunAsync(_state.Saga, message, logged.MessageId, logged.RecordedAt, logged.Run);
        Sequence = logged.Sequence;
        _state = RecordedState<TSaga>.After(_state.Saga, Sequence);
        return decision;
    }
}
