using Cortex.Inventory.Discovery.Identity;

namespace Cortex.Inventory.Discovery.Workflows;

internal static class ActionAssets
{
    /// <summary>Catalogues the action or reusable workflow that a workflow uses; one of the same repository is not an asset of its own.</summary>
    public static void NeedAction(this ScanRecord record, string user, string uses, string path, int line)
    {
        var at = uses.LastIndexOf('@');
        if (uses.StartsWith('.') || at <= 0 || uses.Contains("${{", StringComparison.Ordinal))
            return;
        var urn = record.Share(
            Kinds.Action, AssetUrn.Shared(Kinds.Action, uses), uses, path, line,
            [("repository", uses[..at]), ("version", uses[(at + 1)..])]);
        record.Relate(user, Kinds.DependsOn, urn);
    }
}
