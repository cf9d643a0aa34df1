using System.Text.Json;
using Cortex.Documents.Files;
using Cortex.Packages;

namespace Cortex.Security.Evidence;

/// <summary>The names of all packages; Composer's are what its lockfile says that each of its packages loads by name.</summary>
internal sealed class PackageImports
{
    private const int MostDepth = 64;

    private readonly Dictionary<(string Path, string Name), ImportNames> composer = [];

    public static PackageImports Of(SourceTree tree, IReadOnlyCollection<PackageOccurrence> packages)
    {
        var imports = new PackageImports();
        foreach (var path in packages.Where(p => p.Ecosystem == "composer" && p.Path.EndsWith("composer.lock", StringComparison.Ordinal)).Select(p => p.Path).Distinct(StringComparer.Ordinal))
        {
            if (tree.Find(path) is { } file && tree.Text(file) is { } text)
                imports.ReadLock(path, text);
        }
        return imports;
    }

    public ImportNames? Of(PackageOccurrence package) =>
        package.Ecosystem == "composer" ? composer.GetValueOrDefault((package.Path, package.Name)) : ImportNames.Of(package);

    private void ReadLock(string path, string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = MostDepth });
            foreach (var section in new[] { "packages", "packages-dev" })
            {
                if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty(section, out var list) || list.ValueKind != JsonValueKind.Array)
                    continue;
                foreach (var package in list.EnumerateArray())
                    Read(path, package);
            }
        }
        catch (JsonException)
        {
            // The reader of manifests has said so; nothing is known of the names then.
        }
    }

    private void Read(string path, JsonElement package)
    {
        if (package.ValueKind != JsonValueKind.Object || !package.TryGetProperty("name", out var name) || name.ValueKind != JsonValueKind.String
            || !package.TryGetProperty("autoload", out var autoload) || autoload.ValueKind != JsonValueKind.Object)
            return;
        var prefixes = autoload.EnumerateObject()
            .Where(way => way.Name is "psr-4" or "psr-0" && way.Value.ValueKind == JsonValueKind.Object)
            .SelectMany(way => way.Value.EnumerateObject())
            .Select(prefix => prefix.Name.TrimEnd('\\'))
            .Where(prefix => prefix.Length > 0)
            .ToList();
        // What is loaded by a map of classes, or a file with functions, has names that the lockfile does not say.
        var certain = autoload.EnumerateObject().All(way => way.Name is "psr-4" or "psr-0" or "exclude-from-classmap");
        if (prefixes.Count > 0)
            composer[(path, name.GetString()!)] = new(prefixes, certain);
    }
}
