using MassTransit;

namespace Cortex.Sagas.Stepping;

/// <summary>A machine's events that carry messages.</summary>
internal static class MachineEvents
{
    public static IEnumerable<(Type Message, Event Event)> Of(StateMachine machine) =>
        from found in machine.Events
        let message = MessageOf(found)
        where message is not null && message != typeof(State)
        select (message, found);

    private static Type? MessageOf(Event found) => found.GetType().GetInterfaces()
        .FirstOrDefault(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(Event<>))?.GenericTypeArguments[0];
}
