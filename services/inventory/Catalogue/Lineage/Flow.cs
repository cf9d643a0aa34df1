namespace Cortex.Inventory.Catalogue.Lineage;

/// <summary>
/// Which end of a relation stands on the other. Who owns, tests and observes an asset is told of the asset asked for and not followed:
/// what a test suite tests does not break with the suite's packages.
/// </summary>
internal static class Flow
{
    /// <summary>The source stands on the target.</summary>
    public const string Needs = "'contains', 'depends-on', 'deploys', 'triggered-by'";

    /// <summary>The target stands on the source.</summary>
    public const string Makes = "'built-into', 'exposes'";

    /// <summary>The source would miss the target, and nothing further would.</summary>
    public const string Attends = "'observed-by', 'owned-by', 'tested-by'";
}
