using Cortex.Documents.Files;
using Cortex.Packages;
using Cortex.Security.Evidence;
using Cortex.Security.Secrets.Texts;
using Cortex.Workspaces.Sources;

namespace Cortex.Security.Scanning.Parts;

/// <summary>What the looks that need all of a repository read, besides the code that is searched for imports.</summary>
internal static class FirstPart
{
    private const long MostBytes = 4L * 1024 * 1024;

    // Compared with fetching a byte and searching it for secrets: writing it to disk and looking at it; fetching it for its imports.
    private const double CostOfALook = 1.5;
    private const double CostOfImports = 0.5;

    // Folders that neither the walk over manifests nor any other look goes into.
    private static readonly HashSet<string> Vendored = new(StringComparer.Ordinal) { "node_modules", "bower_components", "jspm_packages", "vendor", ".yarn" };

    /// <summary>Whether they are likely to read it; a file that they ask for all the same is fetched then.</summary>
    public static bool Reads(SourceEntry entry)
    {
        if (entry.Path.Split('/')[..^1].Any(Vendored.Contains))
            return false;
        var file = new SourceFile(entry.Path, entry.Bytes);
        return PackageScanner.IsManifest(entry.Path) || (entry.Bytes <= MostBytes && ImportLanguage.OfFile(file.Extension) is null && !Binaries.Has(file));
    }

    /// <summary>What the first part has to do with a file, be it its own or not, in bytes searched for secrets.</summary>
    public static long Cost(SourceEntry entry) =>
        (long)(entry.Bytes * (Reads(entry) ? CostOfALook : ImportLanguage.OfFile(new SourceFile(entry.Path, entry.Bytes).Extension) is not null ? CostOfImports : 0));
}
