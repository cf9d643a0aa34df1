using System.CommandLine;

namespace Cortex.Cli.Catalog;

/// <summary>An asset by URN, purl, name or the beginning of one.</summary>
internal sealed class AssetArgument : Argument<string>
{
    public AssetArgument() : base("NAME")
    {
        Description = "URN, purl or name of the asset, or the beginning of one that only one asset has.";
    }
}
