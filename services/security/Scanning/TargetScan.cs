using Cortex.Contracts.Findings;
using Cortex.Contracts.Masters;

namespace Cortex.Security.Scanning;

/// <summary>What was found in one repository, or in a worker's part of it.</summary>
internal sealed record TargetScan
{
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>What the repository asks to pass over.</summary>
    public IReadOnlyList<SuppressedFinding> Suppressed { get; init; } = [];

    /// <summary>What there is to fix.</summary>
    public IReadOnlyList<HandOff> HandOffs { get; init; } = [];
}
