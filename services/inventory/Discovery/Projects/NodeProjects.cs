using System.Text.Json;
using Cortex.Inventory.Discovery.Files;
using Cortex.Inventory.Discovery.Identity;

namespace Cortex.Inventory.Discovery.Projects;

/// <summary>package.json files that name a package or a workspace.</summary>
internal static class NodeProjects
{
    private static readonly string[] Dependencies = ["dependencies", "devDependencies", "optionalDependencies", "peerDependencies"];

    private sealed record Manifest(SourceFile File, string Urn, string? Name, IReadOnlyList<string> Needs, IReadOnlyList<string> Workspaces);

    public static void Discover(SourceTree tree, ScanRecord record, ProjectPlaces places)
    {
        var manifests = tree.Files.Where(f => f.Name == "package.json").Select(f => Read(tree, record, f)).OfType<Manifest>().ToList();
        foreach (var manifest in manifests)
            places.Add("npm", manifest.File.Path, manifest.Urn);
        foreach (var root in manifests.Where(m => m.Workspaces.Count > 0))
            RelateWorkspace(record, root, manifests);
    }

    private static void RelateWorkspace(ScanRecord record, Manifest root, List<Manifest> manifests)
    {
        var members = manifests.Where(m => m != root && SourcePath.IsBelow(m.File.Path, root.File.Folder) && IsMember(root, m)).ToList();
        var byName = members.Where(m => m.Name is not null).DistinctBy(m => m.Name, StringComparer.Ordinal).ToDictionary(m => m.Name!, StringComparer.Ordinal);
        foreach (var member in members)
            record.Relate(root.Urn, Kinds.Contains, member.Urn);
        foreach (var manifest in members.Append(root))
        {
            foreach (var need in manifest.Needs.Where(byName.ContainsKey))
                record.Relate(manifest.Urn, Kinds.DependsOn, byName[need].Urn);
        }
    }

    private static bool IsMember(Manifest root, Manifest member)
    {
        var folder = root.File.Folder.Length == 0 ? member.File.Folder : member.File.Folder[(root.File.Folder.Length + 1)..];
        return root.Workspaces.Any(w => !w.StartsWith('!') && FolderPattern.Matches(w, folder))
            && !root.Workspaces.Any(w => w.StartsWith('!') && FolderPattern.Matches(w[1..], folder));
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
            var needs = Dependencies.SelectMany(kind => Object(root, kind)).Select(p => p.Name).Distinct(StringComparer.Ordinal).ToList();
            var workspaces = Workspaces(root);
            var name = String(root, "name");
            if (name is null && needs.Count == 0 && workspaces.Count == 0 && !Object(root, "scripts").Any())
                return null;
            return new(file, Add(record, file, root, name, workspaces), name, needs, workspaces);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a text with half a surrogate pair, which JSON allows and no string can hold.
            return null;
        }
    }

    private static string Add(ScanRecord record, SourceFile file, JsonElement root, string? name, IReadOnlyList<string> workspaces)
    {
        var test = Object(root, "scripts").FirstOrDefault(s => s.Name == "test").Value is { ValueKind: JsonValueKind.String } script ? script.GetString() : null;
        var folder = file.Folder[(file.Folder.LastIndexOf('/') + 1)..];
        return record.Declare(Kinds.Project, name ?? (folder.Length > 0 ? folder : record.Identity[(record.Identity.LastIndexOf('/') + 1)..]), file.Path, 1,
        [
            ("ecosystem", "npm"),
            ("language", "JavaScript"),
            ("version", String(root, "version")),
            ("private", root.TryGetProperty("private", out var isPrivate) && isPrivate.ValueKind == JsonValueKind.True ? "true" : null),
            ("workspaces", string.Join(", ", workspaces)),
            ("node", Object(root, "engines").Where(e => e.Name == "node" && e.Value.ValueKind == JsonValueKind.String).Select(e => e.Value.GetString()).FirstOrDefault()),
            ("packageManager", String(root, "packageManager")),
            ("testCommand", test is null || test.Contains("no test specified", StringComparison.Ordinal) ? null : test),
        ]);
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
