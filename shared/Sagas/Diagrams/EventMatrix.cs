using Cortex.Sagas.Stepping;
using MassTransit;

namespace Cortex.Sagas.Diagrams;

/// <summary>Every state of a machine against every message it takes.</summary>
public sealed class EventMatrix
{
    private EventMatrix(IReadOnlyList<EventMatrixCell> cells) => Cells = cells;

    /// <summary>One for each pair, states in the machine's order, messages by name. Ignoring in Initial means: a message for a lifetime that does not exist is forgotten.</summary>
    public IReadOnlyList<EventMatrixCell> Cells { get; }

    /// <summary>Pairs that the machine says nothing about; such a message is parked.</summary>
    public IReadOnlyList<EventMatrixCell> Undecided => [.. Cells.Where(cell => cell.Treatment is EventTreatment.Undecided)];

    public static EventMatrix Of(StateMachine machine)
    {
        var events = MachineEvents.Of(machine).OrderBy(pair => pair.Message.Name, StringComparer.Ordinal).ToList();
        return new EventMatrix([.. from state in Decided.StatesOf(machine)
                                   let decided = Decided.By(machine, state)
                                   from pair in events
                                   select new EventMatrixCell(state.Name, pair.Message.Name, Treatment(decided, pair.Event))]);
    }

    private static EventTreatment Treatment(Decided decided, Event found) =>
        decided.Handled.Contains(found) ? EventTreatment.Handled
        : decided.Ignored.Contains(found) ? EventTreatment.Ignored
        : EventTreatment.Undecided;
}

/// <summary>What a state does with a message.</summary>
public sealed record EventMatrixCell(string State, string Message, EventTreatment Treatment);

public enum EventTreatment { Handled, Ignored, Undecided }
