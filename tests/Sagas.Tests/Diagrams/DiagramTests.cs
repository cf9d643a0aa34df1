using Cortex.Sagas.Diagrams;
using Cortex.Sagas.Tests.Rooms;

namespace Cortex.Sagas.Tests.Diagrams;

public sealed class DiagramTests
{
    [Fact]
    public void The_diagram_shows_where_each_state_leads() => Assert.Equal(
        """
        stateDiagram-v2
            [*] --> Open: OpenRoom
            Open --> Open: LeaveSeat<br/>SetClosing<br/>TakeSeat
            Open --> Closed: ClosingTime
            Closed --> [*]

        """,
        StateDiagram.Mermaid(new RoomStateMachine()));

    [Fact]
    public void The_matrix_names_the_pairs_that_nobody_decides()
    {
        var matrix = EventMatrix.Of(new RoomStateMachine());

        Assert.Equal(3 * 6, matrix.Cells.Count);
        Assert.Equal(
            ["Initial/Inspect", "Initial/LeaveSeat", "Initial/SetClosing", "Initial/TakeSeat", "Closed/Inspect"],
            matrix.Undecided.Select(cell => $"{cell.State}/{cell.Message}"));
        Assert.Contains(new EventMatrixCell("Initial", "ClosingTime", EventTreatment.Ignored), matrix.Cells);
        Assert.Contains(new EventMatrixCell("Open", "TakeSeat", EventTreatment.Handled), matrix.Cells);
    }
}
