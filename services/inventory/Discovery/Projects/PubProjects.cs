using Cortex.Documents.Files;
using Cortex.Documents.Yaml;
using Cortex.Inventory.Discovery.Identity;

namespace Cortex.Inventory.Discovery.Projects;

/// <summary>Dart and Flutter packages: https://dart.dev/tools/pub/pubspec.</summary>
internal static class PubProjects
{
    private static readonly string[] Dependencies = ["dependencies", "dev_dependencies", "dependency_overrides"];

    public static void Discover(SourceTree tree, ScanRecord record, ProjectPlaces places)
    {
        var manifests = new List<(ProjectPlaces.Place Place, YamlValue Pubspec)>();
        foreach (var file in tree.Files.Where(f => f.Name == "pubspec.yaml"))
        {
            if (Load(tree, record, file) is { } pubspec)
                manifests.Add((places.Add(Add(record, file, pubspec)), pubspec));
        }

        var byName = manifests.DistinctBy(m => m.Place.Name, StringComparer.Ordinal).ToDictionary(m => m.Place.Name, m => m.Place, StringComparer.Ordinal);
        foreach (var (place, pubspec) in manifests)
        {
            places.ContainMembers(record, place, [.. pubspec["workspace"]?.Texts ?? []]);
            foreach (var (name, wanted) in Dependencies.SelectMany(kind => pubspec[kind]?.Entries ?? []))
            {
                if (wanted["path"]?.Text is { } path)
                    places.NeedFolder(record, place, path);
                else if (pubspec["resolution"]?.Text == "workspace" && byName.GetValueOrDefault(name) is { } member)
                    ProjectPlaces.Need(record, place, member);
            }
        }
    }

    private static ProjectPlaces.Place Add(ScanRecord record, SourceFile file, YamlValue pubspec)
    {
        var name = pubspec["name"]?.Text ?? record.NameOf(file.Folder);
        var flutter = pubspec.At("dependencies", "flutter") is not null;
        var urn = record.Declare(Kinds.Project, name, file.Path, 1,
            [("ecosystem", "pub"), ("language", "Dart"), ("version", pubspec["version"]?.Text), ("framework", flutter ? "flutter" : null)]);
        return new("pub", file.Path, urn, name) { TestFramework = flutter ? "flutter_test" : "dart test" };
    }

    private static YamlMapping? Load(SourceTree tree, ScanRecord record, SourceFile file)
    {
        if (tree.Text(file) is not { } text)
            return null;
        try
        {
            return YamlText.Parse(text) is [YamlMapping pubspec, ..] ? pubspec : null;
        }
        catch (YamlTextException e)
        {
            record.UnreadableManifest(file, e.Line, e.Message);
            return null;
        }
    }
}
