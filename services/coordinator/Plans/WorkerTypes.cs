namespace Cortex.Coordinator.Plans;

/// <summary>The worker types a plan may name. A new type of worker is added here and announced by its master.</summary>
public static class WorkerTypes
{
    public static IReadOnlyList<string> All { get; } =
    [
        "catalog-worker", "scan-worker", "implementation-worker", "test-worker", "analysis-worker",
        "documentation-worker", "review-worker", "fix-worker", "pr-worker",
    ];
}
