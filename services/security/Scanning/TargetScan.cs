using Cortex.Contracts.Findings;

namespace Cortex.Security.Scanning;

/// <summary>What was found in one repository, or in a worker's part of it.</summary>
internal sealed record TargetScan
{
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>What the repository asks to pass over.</summary>
    public IReadOnlyList<SuppressedFinding> Suppressed { get; init; } = [];
}
