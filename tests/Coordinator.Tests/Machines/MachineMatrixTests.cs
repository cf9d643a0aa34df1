using System.Runtime.CompilerServices;
using Cortex.Coordinator.Budgets;
using Cortex.Coordinator.Orchestrations;
using Cortex.Coordinator.Pools;
using Cortex.Coordinator.Workers;
using Cortex.Sagas.Diagrams;
using MassTransit;

namespace Cortex.Coordinator.Tests.Machines;

/// <summary>Every state decides every message: it handles it, or ignores it for a reason that stands in the approved file beside this one.</summary>
public sealed class MachineMatrixTests
{
    private static readonly string[] _names = ["orchestration", "worker", "budget", "pool"];

    public static TheoryData<string> Machines => new(_names);

    [Theory]
    [MemberData(nameof(Machines))]
    public void Every_state_decides_every_message(string name)
    {
        // A message for a lifetime that does not exist is parked unless it begins one: Initial is the repository's matter.
        var undecided = EventMatrix.Of(Machine(name)).Undecided.Where(cell => cell.State is not ("Initial" or "Final"));

        Assert.Empty(undecided.Select(cell => $"{cell.State} says nothing about {cell.Message}"));
    }

    [Theory]
    [MemberData(nameof(Machines))]
    public void Every_ignored_message_has_an_approved_reason_and_every_reason_an_ignored_message(string name)
    {
        var ignored = EventMatrix.Of(Machine(name)).Cells.Where(cell => cell.Treatment == EventTreatment.Ignored && cell.State != "Final").Select(cell => $"{cell.Message} in {cell.State}").ToList();
        var approved = Approved(name).ToList();

        Assert.Equal([], approved.GroupBy(pair => pair).Where(group => group.Count() > 1).Select(group => $"{group.Key} has two reasons"));
        Assert.Equal([], ignored.Except(approved).Select(pair => $"{pair} is ignored without a reason"));
        Assert.Equal([], approved.Except(ignored).Select(pair => $"{pair} has a reason and is not ignored"));
    }

    [Fact]
    public void The_diagrams_in_the_docs_are_those_of_the_code()
    {
        var file = Path.Combine(Folder(), "../../../docs/state-machines.md");
        var actual = $"""
            # State machines

            Generated from the code. When a machine changes: `CORTEX_ACCEPT=1 dotnet test tests/Coordinator.Tests`. An arrow from a state to itself is a message that is
            handled without leaving it; messages that a state ignores are not drawn, their reasons stand in `tests/Coordinator.Tests/Machines/*.ignored.txt`.

            {string.Join("\n", _names.Select(Section))}
            """.ReplaceLineEndings("\n").TrimEnd() + "\n";
        if (Environment.GetEnvironmentVariable("CORTEX_ACCEPT") is "1")
            File.WriteAllText(file, actual);

        Assert.True(File.Exists(file) && File.ReadAllText(file) == actual, "docs/state-machines.md is not what the machines are. Look at the change, then run: CORTEX_ACCEPT=1 dotnet test tests/Coordinator.Tests");
    }

    private static string Section(string name) => $"## {char.ToUpperInvariant(name[0])}{name[1..]}\n\n```mermaid\n{StateDiagram.Mermaid(Machine(name)).TrimEnd()}\n```\n";

    private static StateMachine Machine(string name) => name switch
    {
        "orchestration" => new OrchestrationStateMachine(),
        "worker" => new WorkerStateMachine(),
        "budget" => new BudgetStateMachine(),
        _ => new PoolStateMachine(),
    };

    private static IEnumerable<string> Approved(string name) =>
        from line in File.ReadLines(Path.Combine(Folder(), $"{name}.ignored.txt"))
        where line.Length > 0 && line[0] != '#'
        let parts = line.Split(" | ")
        where parts is [_, _, { Length: > 10 }]
        from state in parts[1].Split(' ')
        select $"{parts[0]} in {state}";

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
