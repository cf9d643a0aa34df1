using Cortex.Packages.Reading;

namespace Cortex.Packages.NuGet;

/// <summary>The dependencies of a published program: https://github.com/dotnet/sdk/blob/main/documentation/specs/runtime-configuration-file.md.</summary>
internal sealed class DepsJsonReader : IManifestReader
{
    private const string RuntimePack = "runtimepack.";

    public bool Reads(string relativePath) => relativePath.EndsWith(".deps.json", StringComparison.OrdinalIgnoreCase);

    public void Read(RepositoryFiles tree, string path, ScanResults results)
    {
        var libraries = tree.Parsed(path, bytes => Parse(bytes, tree.Limits, tree.Cancellation));
        var direct = libraries.AskedForByProjects().ToHashSet(StringComparer.OrdinalIgnoreCase);
        var packages = new NuGetPackages(path, results, tree.Limits);
        foreach (var library in libraries.All)
        {
            if (library.Type == "package")
                packages.Add(library.Name, library.Version, library.Line, direct.Contains(library.Name));
            // A self-contained program carries the runtime, which is a package of its own.
            else if (library.Type == "runtimepack" && library.Name.StartsWith(RuntimePack, StringComparison.Ordinal))
                packages.Add(library.Name[RuntimePack.Length..], library.Version, library.Line, direct: false);
        }
        foreach (var (by, needed) in libraries.Needs)
            packages.Need(by, needed);
        packages.AddToResults();
    }

    private static Libraries Parse(byte[] bytes, ReadLimits limits, CancellationToken ct)
    {
        var json = new JsonCursor(Json.Utf8Of(bytes), limits, ct);
        var libraries = new Libraries(limits);
        json.RequireObject("The file");
        while (json.NextProperty(out var name))
        {
            if (name == "libraries")
                libraries.ReadLibraries(ref json);
            else if (name == "targets")
                libraries.ReadTargets(ref json);
            else
                json.Skip();
        }
        json.Finish();
        return libraries;
    }
}
