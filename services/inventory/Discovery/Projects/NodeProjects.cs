using System.Text.Json;
using Cortex.Documents.Files;
using Cortex.Documents.Yaml;
using Cortex.Inventory.Discovery.Identity;

namespace Cortex.Inventory.Discovery.Projects;

/// <summary>package.json files that name a package or a workspace.</summary>
internal static class NodeProjects
{
    private static readonly string[] Dependencies = ["dependencies", "devDependencies", "optionalDependencies", "peerDependencies"];

    // The first that a project asks for, or that its test script calls, is taken.
    private static readonly (string Package, string Framework)[] Frameworks =
    [
        ("vitest", "vitest"), ("jest", "jest"), ("mocha", "mocha"), ("ava", "ava"), ("jasmine", "jasmine"), ("karma", "karma"), ("tap", "tap"), ("uvu", "uvu"),
        ("@playwright/test", "playwright"), ("cypress", "cypress"), ("react-scripts", "jest"),
    ];

    private sealed record Manifest(ProjectPlaces.Place Place, string? Name, IReadOnlyList<(string Name, string? Wanted)> Needs, IReadOnlyList<string> Workspaces);

    public static void Discover(SourceTree tree, ScanRecord record, ProjectPlaces places)
    {
        var manifests = tree.Files.Where(f => f.Name == "package.json").Select(f => Read(tree, record, f)).OfType<Manifest>().ToList();
        foreach (var manifest in manifests)
            places.Add(manifest.Place);
        var byPlace = manifests.ToDictionary(m => m.Place);
        foreach (var root in manifests.Where(m => m.Workspaces.Count > 0))
            RelateWorkspace(record, places, root, byPlace);
        foreach (var manifest in manifests)
        {
            foreach (var (_, wanted) in manifest.Needs)
            {
                if (wanted is not null && (wanted.StartsWith("file:", StringComparison.Ordinal) || wanted.StartsWith("link:", StringComparison.Ordinal) || wanted.StartsWith("portal:", StringComparison.Ordinal)))
                    places.NeedFolder(record, manifest.Place, wanted[(wanted.IndexOf(':', StringComparison.Ordinal) + 1)..]);
            }
        }
    }

    private static void RelateWorkspace(ScanRecord record, ProjectPlaces places, Manifest root, Dictionary<ProjectPlaces.Place, Manifest> byPlace)
    {
        var members = places.ContainMembers(record, root.Place, root.Workspaces).Select(p => byPlace[p]).ToList();
        var byName = members.Where(m => m.Name is not null).DistinctBy(m => m.Name, StringComparer.Ordinal).ToDictionary(m => m.Name!, StringComparer.Ordinal);
        foreach (var manifest in members.Append(root))
        {
            foreach (var (need, _) in manifest.Needs)
                ProjectPlaces.Need(record, manifest.Place, byName.GetValueOrDefault(need)?.Place);
        }
    }

    /// <summary>Null for what is no JSON (the package scan says where and why) and for what only marks a module type.</summary>
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
            var needs = Dependencies.SelectMany(kind => Object(root, kind))
                .Select(p => (p.Name, p.Value.ValueKind == JsonValueKind.String ? p.Value.GetString() : null)).DistinctBy(p => p.Name, StringComparer.Ordinal).ToList();
            var workspaces = Workspaces(root);
            if (workspaces.Count == 0)
                workspaces = PnpmWorkspaces(tree, file);
            var name = String(root, "name");
            if (name is null && needs.Count == 0 && workspaces.Count == 0 && !Object(root, "scripts").Any())
                return null;
            return new(Add(record, file, root, name ?? record.NameOf(file.Folder), needs, workspaces), name, needs, workspaces);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a text with half a surrogate pair, which JSON allows and no string can hold.
            return null;
        }
    }

    private static ProjectPlaces.Place Add(
        ScanRecord record, SourceFile file, JsonElement root, string name, List<(string Name, string? Wanted)> needs, IReadOnlyList<string> workspaces)
    {
        var script = Object(root, "scripts").FirstOrDefault(s => s.Name == "test").Value is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
        var test = script is null || script.Contains("no test specified", StringComparison.Ordinal) ? null : script;
        var urn = record.Declare(Kinds.Project, name, file.Path, 1,
        [
            ("ecosystem", "npm"),
            ("language", needs.Exists(n => n.Name == "typescript") ? "TypeScript" : "JavaScript"),
            ("version", String(root, "version")),
            ("private", root.TryGetProperty("private", out var isPrivate) && isPrivate.ValueKind == JsonValueKind.True ? "true" : null),
            ("workspaces", string.Join(", ", workspaces)),
            ("node", Object(root, "engines").Where(e => e.Name == "node" && e.Value.ValueKind == JsonValueKind.String).Select(e => e.Value.GetString()).FirstOrDefault()),
            ("packageManager", String(root, "packageManager")),
            ("testCommand", test),
        ]);
        return new("npm", file.Path, urn, name) { TestCommand = workspaces.Count > 0 ? null : test, TestFramework = Framework(test, needs) };
    }

    private static string? Framework(string? test, List<(string Name, string? Wanted)> needs)
    {
        var words = test?.Split([' ', '&', '|', ';', '='], StringSplitOptions.RemoveEmptyEntries) ?? [];
        if (words.Contains("--test", StringComparer.Ordinal))
            return "node:test";
        foreach (var (package, framework) in Frameworks)
        {
            if (words.Contains(framework, StringComparer.Ordinal) || needs.Exists(n => n.Name == package))
                return framework;
        }

        return null;
    }

    /// <summary>pnpm lists the members in a file of its own: https://pnpm.io/pnpm-workspace_yaml.</summary>
    private static List<string> PnpmWorkspaces(SourceTree tree, SourceFile file)
    {
        if (tree.Find(SourcePath.Join(file.Folder, "pnpm-workspace.yaml")) is not { } list || tree.Text(list) is not { } text)
            return [];
        try
        {
            return YamlText.Parse(text) is [var document, ..] ? [.. document["packages"]?.Texts ?? []] : [];
        }
        catch (YamlTextException)
        {
            return [];
        }
    }

    private static List<string> Workspaces(JsonElement root)
    {
        if (!root.TryGetProperty("workspaces", out var workspaces))
            return [];
        if (workspaces.ValueKind == JsonValueKind.Object && !workspaces.TryGetProperty("packages", out workspaces))
            return [];
        return workspaces.ValueKind != JsonValueKind.Array
            ? []
            : [.. workspaces.EnumerateArray().Where(w => w.ValueKind == JsonValueKind.String).Select(w => w.GetString()!)];
    }

    private static string? String(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;

    private static IEnumerable<JsonProperty> Object(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object ? value.EnumerateObject() : [];
}
