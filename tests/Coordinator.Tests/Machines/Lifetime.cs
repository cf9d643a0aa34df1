using System.Text.Json;
using Cortex.Contracts;
using Cortex.Messaging;
using Cortex.Sagas.Log;
using Cortex.Sagas.Recording;
using Cortex.Sagas.Replays;
using MassTransit;

namespace Cortex.Coordinator.Tests.Machines;

/// <summary>A lifetime driven by the step that drives it live: messages in, messages out.</summary>
internal sealed class Lifetime<TMachine, TSaga>
    where TMachine : MassTransitStateMachine<TSaga>, new()
    where TSaga : RecordedSaga, new()
{
    private readonly ReplayedLifetime _lifetime;
    private readonly string _stream;
    private long _sequence;

    public Lifetime(Guid id)
    {
        var machine = new RecordedMachine<TMachine, TSaga>();
        _lifetime = machine.Begin(id);
        _stream = $"{machine.Name}/{id:D}";
    }

    public DateTimeOffset Now { get; set; } = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    public string State => _lifetime.CurrentState;

    public TSaga Saga => JsonSerializer.Deserialize<TSaga>(_lifetime.State, CortexJson.Options)!;

    public Decision Last { get; private set; } = null!;

    public Decision Hear(object message)
    {
        _sequence++;
        Last = _lifetime.StepAsync(new LoggedEvent
        {
            Position = _sequence,
            Stream = _stream,
            Sequence = _sequence,
            MessageId = DeterministicId.Of($"{_stream}/{_sequence}"),
            Type = message.GetType().FullName!,
            Payload = JsonSerializer.Serialize(message, message.GetType(), CortexJson.Options),
            RecordedAt = Now,
            StateHash = "",
        }).GetAwaiter().GetResult();
        return Last;
    }
}

internal static class DecisionReading
{
    public static IReadOnlyList<T> All<T>(this Decision decision) => [.. decision.Outgoing.Where(outgoing => outgoing.Due is null).Select(outgoing => outgoing.Message).OfType<T>()];

    public static T One<T>(this Decision decision) => Assert.Single(decision.All<T>());

    public static void Nothing<T>(this Decision decision) => Assert.Empty(decision.All<T>());

    /// <summary>The deadline that carries such a message.</summary>
    public static DateTimeOffset Due<T>(this Decision decision) => Assert.Single(decision.Outgoing, outgoing => outgoing.Message is T && outgoing.Due is not null).Due!.Value;

    public static void Nothing(this Decision decision)
    {
        Assert.Empty(decision.Outgoing);
        Assert.Empty(decision.CanceledDeadlines);
    }
}
