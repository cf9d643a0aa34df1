namespace Cortex.Sagas.Tests.Rooms;

// A meeting room that people book: small enough to read, with a start, answers, commands, deadlines and an end.

public sealed record OpenRoom
{
    public required Guid OrchestrationId { get; init; }
    public required Guid RoomId { get; init; }
    public required int Seats { get; init; }
}

public sealed record TakeSeat
{
    public required Guid RoomId { get; init; }
    public required string Guest { get; init; }
}

public sealed record SeatTaken
{
    public required Guid RoomId { get; init; }
    public required string Guest { get; init; }
    public required int Left { get; init; }
}

public sealed record LeaveSeat
{
    public required Guid RoomId { get; init; }
    public required string Guest { get; init; }
}

/// <summary>Postpones the closing by minutes; null takes it back.</summary>
public sealed record SetClosing
{
    public required Guid RoomId { get; init; }
    public int? Minutes { get; init; }
}

public sealed record ClosingTime
{
    public required Guid RoomId { get; init; }
}

public sealed record RoomClosed
{
    public required Guid OrchestrationId { get; init; }
    public required Guid RoomId { get; init; }
    public required DateTimeOffset At { get; init; }
}

public sealed record CleanRoom
{
    public required Guid OrchestrationId { get; init; }
    public required Guid RoomId { get; init; }
}

/// <summary>The machine says nothing about it once the room is closed.</summary>
public sealed record Inspect
{
    public required Guid RoomId { get; init; }
}
