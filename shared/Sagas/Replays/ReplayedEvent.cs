using Cortex.Sagas.Log;

namespace Cortex.Sagas.Replays;

/// <summary>A message and the difference it made.</summary>
public sealed record ReplayedEvent
{
    public required LoggedEvent Event { get; init; }

    /// <summary>Name of the state before and after.</summary>
    public required string From { get; init; }
    public required string To { get; init; }
    public required IReadOnlyList<StateDifference> Differences { get; init; }

    /// <summary>The instance as JSON afterwards.</summary>
    public required string State { get; init; }
}

/// <summary>A lifetime at a point of the log.</summary>
/// <param name="State">The instance as JSON.</param>
public sealed record ReplayedState(string Stream, long Sequence, string CurrentState, string State);
