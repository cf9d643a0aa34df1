namespace Cortex.Sagas.Tests.Rooms.Altered;

/// <summary>The same machine with a mistake: another build to compare with.</summary>
public sealed class RoomStateMachine : Rooms.RoomStateMachine
{
    protected override void Take(Room room, TakeSeat message)
    {
        room.Seats += message.Guest == "guest-7" ? 1 : 0;
        room.Take(message);
    }
}
