using MassTransit;

namespace Cortex.Sagas.Tests.Rooms;

public class RoomStateMachine : MassTransitStateMachine<Room>
{
    public const string Service = "house";

    public RoomStateMachine()
    {
        InstanceState(room => room.CurrentState);
        Event(() => Opened, e => e.CorrelateById(m => m.Message.RoomId));
        Event(() => SeatWanted, e => e.CorrelateById(m => m.Message.RoomId));
        Event(() => SeatLeft, e => e.CorrelateById(m => m.Message.RoomId));
        Event(() => ClosingSet, e => e.CorrelateById(m => m.Message.RoomId));
        Event(() => ClosingDue, e => e.CorrelateById(m => m.Message.RoomId));
        Event(() => Inspected, e => e.CorrelateById(m => m.Message.RoomId));

        Initially(When(Opened).Then(context => context.Saga.Open(context.Message)).TransitionTo(Open));
        During(Initial, Ignore(ClosingDue));

        During(Open,
            Ignore(Opened),
            Ignore(Inspected),
            When(SeatWanted).Then(context => Take(context.Saga, context.Message)),
            When(SeatLeft).Then(context => context.Saga.Leave(context.Message)),
            When(ClosingSet).Then(context => context.Saga.Closing(context.Message)),
            When(ClosingDue).Then(context => context.Saga.Close()).TransitionTo(Closed));

        During(Closed, Ignore(Opened), Ignore(SeatWanted), Ignore(SeatLeft), Ignore(ClosingSet), Ignore(ClosingDue));
    }

    public State Open { get; protected set; } = null!;
    public State Closed { get; protected set; } = null!;
    public Event<OpenRoom> Opened { get; protected set; } = null!;
    public Event<TakeSeat> SeatWanted { get; protected set; } = null!;
    public Event<LeaveSeat> SeatLeft { get; protected set; } = null!;
    public Event<SetClosing> ClosingSet { get; protected set; } = null!;
    public Event<ClosingTime> ClosingDue { get; protected set; } = null!;
    public Event<Inspect> Inspected { get; protected set; } = null!;

    protected virtual void Take(Room room, TakeSeat message) => room.Take(message);
}

internal static class RoomVerbs
{
    public static void Open(this Room room, OpenRoom message)
    {
        room.OrchestrationId = message.OrchestrationId;
        room.Seats = message.Seats;
        room.Decision.SetDeadline("closing", room.Decision.At.AddHours(1), new ClosingTime { RoomId = message.RoomId });
    }

    public static void Take(this Room room, TakeSeat message)
    {
        if (message.Guest == "poison")
            throw new InvalidOperationException("This guest breaks the furniture.");
        if (room.Guests.Count >= room.Seats || !room.Guests.TryAdd(message.Guest, room.Decision.At))
            return;
        room.Decision.Publish(new SeatTaken { RoomId = room.CorrelationId, Guest = message.Guest, Left = room.Seats - room.Guests.Count });
    }

    public static void Leave(this Room room, LeaveSeat message) => room.Guests.Remove(message.Guest);

    public static void Closing(this Room room, SetClosing message)
    {
        if (message.Minutes is { } minutes)
            room.Decision.SetDeadline("closing", room.Decision.At.AddMinutes(minutes), new ClosingTime { RoomId = room.CorrelationId });
        else
            room.Decision.CancelDeadline("closing");
    }

    public static void Close(this Room room)
    {
        room.Decision.Publish(new RoomClosed { OrchestrationId = room.OrchestrationId, RoomId = room.CorrelationId, At = room.Decision.At });
        room.Decision.Send("house", new CleanRoom { OrchestrationId = room.OrchestrationId, RoomId = room.CorrelationId });
    }
}
