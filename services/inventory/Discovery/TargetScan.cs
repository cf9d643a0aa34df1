using Cortex.Contracts.Catalog;
using Cortex.Contracts.Findings;

namespace Cortex.Inventory.Discovery;

/// <summary>What one repository holds at one commit; everything in a fixed order.</summary>
internal sealed record TargetScan
{
    /// <summary>Set to "partial" on a repository that could not be looked at completely; nothing is retired then.</summary>
    public const string ScanProperty = "scan";

    public required string Target { get; init; }

    /// <summary>URN.</summary>
    public required string Repository { get; init; }
    public required IReadOnlyList<Asset> Assets { get; init; }
    public required IReadOnlyList<Relation> Relations { get; init; }
    public required IReadOnlyList<Finding> Findings { get; init; }
}
