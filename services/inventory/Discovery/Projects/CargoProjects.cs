using Cortex.Documents.Files;
using Cortex.Inventory.Discovery.Identity;
using Tomlyn.Model;

namespace Cortex.Inventory.Discovery.Projects;

/// <summary>Cargo packages and workspaces: https://doc.rust-lang.org/cargo/reference/manifest.html.</summary>
internal static class CargoProjects
{
    private static readonly string[] Dependencies = ["dependencies", "dev-dependencies", "build-dependencies"];

    private sealed record Manifest(ProjectPlaces.Place Place, TomlTable Toml)
    {
        public IReadOnlyList<string> Members { get; } = [.. Toml.Table("workspace").Texts("members"), .. Toml.Table("workspace").Texts("exclude").Select(e => "!" + e)];
    }

    public static void Discover(SourceTree tree, ScanRecord record, ProjectPlaces places)
    {
        var manifests = new Dictionary<ProjectPlaces.Place, Manifest>();
        foreach (var file in tree.Files.Where(f => f.Name == "Cargo.toml"))
        {
            if (TomlText.Load(tree, record, file) is { } toml && (toml.ContainsKey("package") || toml.ContainsKey("workspace")))
            {
                var place = places.Add(Add(record, file, toml));
                manifests[place] = new(place, toml);
            }
        }

        foreach (var root in manifests.Values.Where(m => m.Toml.ContainsKey("workspace")))
            places.ContainMembers(record, root.Place, root.Members);
        foreach (var manifest in manifests.Values)
            RelateDependencies(record, places, manifest, manifests);
    }

    private static ProjectPlaces.Place Add(ScanRecord record, SourceFile file, TomlTable toml)
    {
        var package = toml.Table("package");
        var name = package.Text("name") ?? record.NameOf(file.Folder);
        var urn = record.Declare(Kinds.Project, name, file.Path, 1,
        [
            ("ecosystem", "cargo"),
            ("language", "Rust"),
            ("version", package.Text("version") ?? (package.Table("version").Is("workspace") ? toml.Table("workspace", "package").Text("version") : null)),
            ("edition", package.Text("edition")),
            ("workspaces", string.Join(", ", toml.Table("workspace").Texts("members"))),
        ]);
        return new("cargo", file.Path, urn, name) { TestFramework = "cargo test" };
    }

    private static void RelateDependencies(ScanRecord record, ProjectPlaces places, Manifest manifest, Dictionary<ProjectPlaces.Place, Manifest> manifests)
    {
        var tables = manifest.Toml.Table("target").Tables().Select(t => t.Value).Prepend(manifest.Toml);
        foreach (var (name, dependency) in tables.SelectMany(t => Dependencies.SelectMany(kind => t.Table(kind).Tables())))
        {
            if (dependency.Text("path") is { } path)
                places.NeedFolder(record, manifest.Place, path);
            else if (dependency.Is("workspace"))
                NeedOfWorkspace(record, places, manifest.Place, name, manifests);
        }
    }

    private static void NeedOfWorkspace(ScanRecord record, ProjectPlaces places, ProjectPlaces.Place from, string name, Dictionary<ProjectPlaces.Place, Manifest> manifests)
    {
        var root = places.Around("cargo", from.Path).Select(p => manifests[p]).FirstOrDefault(m => m.Toml.ContainsKey("workspace"));
        if (root?.Toml.Table("workspace", "dependencies", name).Text("path") is { } path && SourcePath.Combine(root.Place.Folder, path) is { } folder)
            ProjectPlaces.Need(record, from, places.InFolder("cargo", folder));
    }
}
