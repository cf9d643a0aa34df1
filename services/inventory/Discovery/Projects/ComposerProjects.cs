using System.Text.Json;
using Cortex.Documents.Files;
using Cortex.Inventory.Discovery.Identity;

namespace Cortex.Inventory.Discovery.Projects;

/// <summary>PHP projects: https://getcomposer.org/doc/04-schema.md.</summary>
internal static class ComposerProjects
{
    private sealed record Manifest(ProjectPlaces.Place Place, IReadOnlyList<string> Needs, IReadOnlyList<string> Paths);

    public static void Discover(SourceTree tree, ScanRecord record, ProjectPlaces places)
    {
        var manifests = tree.Files.Where(f => f.Name == "composer.json").Select(f => Read(tree, record, f)).OfType<Manifest>().ToList();
        foreach (var manifest in manifests)
            places.Add(manifest.Place);
        var byName = manifests.DistinctBy(m => m.Place.Name, StringComparer.Ordinal).ToDictionary(m => m.Place.Name, m => m.Place, StringComparer.Ordinal);
        foreach (var manifest in manifests)
        {
            var folders = manifest.Paths.Select(p => SourcePath.Combine(manifest.Place.Folder, p)).OfType<string>().ToList();
            foreach (var need in manifest.Needs.Select(byName.GetValueOrDefault).OfType<ProjectPlaces.Place>())
            {
                if (folders.Exists(f => FolderPattern.Matches(f, need.Folder)))
                    ProjectPlaces.Need(record, manifest.Place, need);
            }
        }
    }

    private static Manifest? Read(SourceTree tree, ScanRecord record, SourceFile file)
    {
        if (tree.Text(file) is not { } text)
            return null;
        try
        {
            using var json = JsonDocument.Parse(text);
            var root = json.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
                return null;
            var needs = Names(root, "require").Concat(Names(root, "require-dev")).ToList();
            var name = Text(root, "name") ?? record.NameOf(file.Folder);
            var urn = record.Declare(Kinds.Project, name, file.Path, 1,
                [("ecosystem", "composer"), ("language", "PHP"), ("version", Text(root, "version")), ("type", Text(root, "type"))]);
            var framework = needs.Contains("pestphp/pest", StringComparer.Ordinal) ? "pest" : needs.Contains("phpunit/phpunit", StringComparer.Ordinal) ? "phpunit" : null;
            return new(new("composer", file.Path, urn, name) { TestFramework = framework }, needs, Paths(root));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            record.UnreadableManifest(file, e is JsonException { LineNumber: { } line } ? (int)line + 1 : null, "The file is not valid JSON; correct it there.");
            return null;
        }
    }

    private static IReadOnlyList<string> Paths(JsonElement root)
    {
        if (!root.TryGetProperty("repositories", out var repositories))
            return [];
        var entries = repositories.ValueKind switch
        {
            JsonValueKind.Array => repositories.EnumerateArray().ToList(),
            JsonValueKind.Object => repositories.EnumerateObject().Select(p => p.Value).ToList(),
            _ => [],
        };
        return [.. entries.Where(r => r.ValueKind == JsonValueKind.Object && Text(r, "type") == "path").Select(r => Text(r, "url")).OfType<string>()];
    }

    private static IEnumerable<string> Names(JsonElement root, string key) =>
        root.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.Object ? value.EnumerateObject().Select(p => p.Name) : [];

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;
}
