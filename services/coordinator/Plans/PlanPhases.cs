namespace Cortex.Coordinator.Plans;

/// <summary>The six phases of every run, by number.</summary>
public static class PlanPhases
{
    public const int Execution = 3;

    public static IReadOnlyList<string> Names { get; } =
        ["preflight", "activation", "distribution", "execution", "aggregation", "reporting"];
}
