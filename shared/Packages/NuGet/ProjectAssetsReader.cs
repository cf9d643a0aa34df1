using Cortex.Packages.Reading;

namespace Cortex.Packages.NuGet;

/// <summary>What a restore resolved. The file lives in obj/, which a scan passes over; it is read where somebody kept it.</summary>
internal sealed class ProjectAssetsReader : IManifestReader
{
    public bool Reads(string relativePath) => RepositoryPath.Name(relativePath) == "project.assets.json";

    public void Read(RepositoryFiles tree, string path, ScanResults results)
    {
        var assets = tree.Parsed(path, bytes => Parse(bytes, tree.Limits, tree.Cancellation));
        var packages = new NuGetPackages(path, results, tree.Limits);
        foreach (var library in assets.Libraries.All.Where(library => library.Type == "package"))
        {
            var direct = assets.Direct.TryGetValue(library.Name, out var scope);
            packages.Add(library.Name, library.Version, library.Line, direct, scope);
        }
        foreach (var (by, needed) in assets.Libraries.Needs)
            packages.Need(by, needed);
        packages.AddToResults();
    }

    private static Assets Parse(byte[] bytes, ReadLimits limits, CancellationToken ct)
    {
        var json = new JsonCursor(Json.Utf8Of(bytes), limits, ct);
        var assets = new Assets(new(limits), new(StringComparer.OrdinalIgnoreCase));
        json.RequireObject("The file");
        while (json.NextProperty(out var name))
        {
            if (name == "version" && json.Integer() is not (2 or 3 or 4))
                throw new UnreadableException(
                    $"Version {Display.Quote(json.Raw())} of this format is not known (2, 3 and 4 are); restore with another .NET SDK.",
                    json.PropertyLine);
            if (name == "libraries")
                assets.Libraries.ReadLibraries(ref json);
            else if (name == "targets")
                assets.Libraries.ReadTargets(ref json);
            else if (name == "project")
                ReadProject(ref json, assets.Direct);
            else
                json.Skip();
        }
        json.Finish();
        return assets;
    }

    private static void ReadProject(ref JsonCursor json, Dictionary<string, string> direct)
    {
        var entered = false;
        while (json.NextPropertyIfObject(ref entered, out var section))
        {
            if (section != "frameworks")
            {
                json.Skip();
                continue;
            }
            var inside = false;
            while (json.NextPropertyIfObject(ref inside, out _))
                ReadFramework(ref json, direct);
        }
    }

    private static void ReadFramework(ref JsonCursor json, Dictionary<string, string> direct)
    {
        var entered = false;
        while (json.NextPropertyIfObject(ref entered, out var section))
        {
            if (section != "dependencies")
            {
                json.Skip();
                continue;
            }
            var inside = false;
            while (json.NextPropertyIfObject(ref inside, out var name))
            {
                var scope = ReadScope(ref json);
                direct[name] = direct.TryGetValue(name, out var known) ? PackageScope.Stronger(known, scope) : scope;
            }
        }
    }

    private static string ReadScope(ref JsonCursor json)
    {
        var scope = PackageScope.Runtime;
        var entered = false;
        while (json.NextPropertyIfObject(ref entered, out var field))
        {
            // How PrivateAssets="all" is written here.
            if (field == "suppressParent" && string.Equals(json.TextOrSkip(), "All", StringComparison.OrdinalIgnoreCase))
                scope = PackageScope.Development;
            else
                json.Skip();
        }
        return scope;
    }

    private sealed record Assets(Libraries Libraries, Dictionary<string, string> Direct);
}
