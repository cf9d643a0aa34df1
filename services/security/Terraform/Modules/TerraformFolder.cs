using Cortex.Documents.Files;
using Cortex.Documents.Hcl;

namespace Cortex.Security.Terraform.Modules;

/// <summary>All Terraform files of a folder: a module.</summary>
internal sealed record TerraformFolder(string Path, IReadOnlyList<(SourceFile File, HclBlock Block)> Blocks, IReadOnlyList<(SourceFile File, HclBlock Block)> Settings)
{
    public IEnumerable<(SourceFile File, HclBlock Block)> Calls => Blocks.Where(b => b.Block is { Type: "module", Labels.Count: > 0 });

    /// <summary>The folder that a call takes its module from; null when it is not in the repository.</summary>
    public string? Local(HclBlock call) =>
        call.Text("source") is { } source && (source.StartsWith("./", StringComparison.Ordinal) || source.StartsWith("../", StringComparison.Ordinal) || source is "." or "..")
            ? SourcePath.Combine(Path, source)
            : null;
}
