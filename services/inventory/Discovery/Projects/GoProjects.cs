using Cortex.Documents.Files;
using Cortex.Inventory.Discovery.Identity;

namespace Cortex.Inventory.Discovery.Projects;

/// <summary>Go modules and workspaces: https://go.dev/ref/mod.</summary>
internal static class GoProjects
{
    private sealed record Module(ProjectPlaces.Place Place, IReadOnlyList<string> Requires, IReadOnlyList<(string Path, string Folder)> Replaces);

    public static void Discover(SourceTree tree, ScanRecord record, ProjectPlaces places)
    {
        var modules = tree.Files.Where(f => f.Name == "go.mod").Select(f => Read(tree, record, f)).OfType<Module>().ToList();
        foreach (var module in modules)
            places.Add(module.Place);
        foreach (var module in modules)
        {
            foreach (var (_, folder) in module.Replaces)
                places.NeedFolder(record, module.Place, folder);
        }

        var byPlace = modules.ToDictionary(m => m.Place);
        foreach (var work in tree.Files.Where(f => f.Name == "go.work"))
            RelateWorkspace(record, places, byPlace, work.Folder, tree.Text(work));
    }

    /// <summary>Within a workspace a module's path stands for the folder that is used.</summary>
    private static void RelateWorkspace(
        ScanRecord record, ProjectPlaces places, Dictionary<ProjectPlaces.Place, Module> byPlace, string folder, string? text)
    {
        var used = Directives(text ?? "").Where(d => d is ["use", ..]).Select(d => SourcePath.Combine(folder, d[1])).OfType<string>()
            .Select(f => places.InFolder("golang", f)).OfType<ProjectPlaces.Place>().DistinctBy(p => p.Name, StringComparer.Ordinal)
            .ToDictionary(p => p.Name, StringComparer.Ordinal);
        foreach (var place in used.Values)
        {
            foreach (var required in byPlace[place].Requires)
                ProjectPlaces.Need(record, place, used.GetValueOrDefault(required));
        }
    }

    private static Module? Read(SourceTree tree, ScanRecord record, SourceFile file)
    {
        if (tree.Text(file) is not { } text)
            return null;
        var directives = Directives(text).ToList();
        if (directives.Find(d => d is ["module", _, ..])?[1] is not { } path)
        {
            record.UnreadableManifest(file, 1, "The file names no module; add a module line or remove the file.");
            return null;
        }

        var replaces = directives.Where(d => d[0] == "replace").Select(d => (Path: d[1], To: d[(Array.IndexOf(d, "=>") + 1)..]))
            .Where(r => r.To is [var folder] && folder.StartsWith('.')).Select(r => (r.Path, r.To[0])).ToList();
        var urn = record.Declare(Kinds.Project, path, file.Path, 1,
        [
            ("ecosystem", "golang"),
            ("language", "Go"),
            ("go", directives.Find(d => d is ["go", _])?[1]),
        ]);
        return new(new("golang", file.Path, urn, path) { TestFramework = "go test" }, [.. directives.Where(d => d[0] == "require").Select(d => d[1])], replaces);
    }

    /// <summary>Each directive with its arguments; those of a block one by one. Comments and quotes are taken away.</summary>
    internal static IEnumerable<string[]> Directives(string text)
    {
        string? block = null;
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            var comment = line.IndexOf("//", StringComparison.Ordinal);
            var words = (comment >= 0 ? line[..comment] : line).Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries).Select(w => w.Trim('"', '`')).ToArray();
            if (words is [")"])
                block = null;
            else if (words is [var opening, "("])
                block = opening;
            else if (block is not null && words.Length > 0)
                yield return [block, .. words];
            else if (words.Length > 1)
                yield return words;
        }
    }
}
