using System.Text;
using Cortex.Sagas.Stepping;
using MassTransit;

namespace Cortex.Sagas.Diagrams;

/// <summary>
/// Draws a machine as Mermaid. It visits each state by itself: the library's own graph has one node per event, which loses where an
/// event that two states handle leads from each.
/// </summary>
public static class StateDiagram
{
    public static string Mermaid(StateMachine machine)
    {
        var messages = MachineEvents.Of(machine).ToDictionary(pair => pair.Event, pair => pair.Message.Name);
        var states = Decided.StatesOf(machine).Select(state => (State: state, Decided: Decided.By(machine, state))).ToList();
        var text = new StringBuilder("stateDiagram-v2\n");
        foreach (var (state, decided) in states)
        {
            var edges = from found in decided.Handled
                        where messages.ContainsKey(found)
                        from target in Targets(decided, found, state)
                        group messages[found] by target into edge
                        orderby states.FindIndex(known => known.State.Name == edge.Key)
                        select edge;
            foreach (var edge in edges)
                text.Append($"    {Name(machine, state.Name, "[*]")} --> {Name(machine, edge.Key, "[*]")}: {string.Join("<br/>", edge.Order(StringComparer.Ordinal))}\n");
            if (decided.Handled.Count == 0 && state.Name != machine.Final.Name)
                text.Append($"    {state.Name} --> [*]\n");
        }

        return text.ToString();
    }

    private static IEnumerable<string> Targets(Decided decided, Event found, State state)
    {
        var targets = decided.Transitions.Where(transition => transition.Event.Equals(found)).Select(transition => transition.State).ToList();
        return targets.Count > 0 ? targets : [state.Name];
    }

    private static string Name(StateMachine machine, string state, string edge) =>
        state == machine.Initial.Name || state == machine.Final.Name ? edge : state;
}
