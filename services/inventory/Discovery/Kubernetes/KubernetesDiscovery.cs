using Cortex.Inventory.Discovery.Containers;
using Cortex.Inventory.Discovery.Files;
using Cortex.Inventory.Discovery.Identity;
using Cortex.Inventory.Discovery.Yaml;

namespace Cortex.Inventory.Discovery.Kubernetes;

/// <summary>Resources in YAML and JSON files, and the kustomizations that gather them. Helm templates are no manifests before they are rendered.</summary>
internal static class KubernetesDiscovery
{
    public static void Discover(SourceTree tree, ScanRecord record)
    {
        var charts = tree.Files.Where(f => f.Name == "Chart.yaml").Select(f => f.Folder).ToHashSet(StringComparer.Ordinal);
        var byFile = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        var kustomizations = new List<(SourceFile File, YamlValue Document)>();
        foreach (var file in tree.Files.Where(f => f.Extension is ".yaml" or ".yml" or ".json" && !IsTemplate(f.Folder, charts)))
        {
            if (IsKustomization(file.Name))
                kustomizations.AddRange(Documents(tree, record, file).Take(1).Select(d => (file, d)));
            else if (LooksLikeManifest(tree, file))
                byFile[file.Path] = [.. Documents(tree, record, file).SelectMany(d => KubernetesDocument.Of(d)).Select(d => Add(record, file, d))];
        }

        AddKustomizations(record, kustomizations, byFile);
    }

    private static bool IsTemplate(string folder, HashSet<string> charts) =>
        SourcePath.Upwards(folder).Any(f => f.EndsWith("templates", StringComparison.Ordinal) && charts.Contains(SourcePath.Folder(f)));

    private static bool IsKustomization(string name) => name is "kustomization.yaml" or "kustomization.yml" or "Kustomization";

    private static bool LooksLikeManifest(SourceTree tree, SourceFile file)
    {
        // A lockfile of 50 MB is not a manifest; what is no manifest for sure is not parsed.
        if (file.Length is < 20 or > 4 * 1024 * 1024 || file.Path.StartsWith(".github/", StringComparison.Ordinal)
            || file.Name is "package.json" or "package-lock.json" or "pnpm-lock.yaml" or "tsconfig.json" or "Chart.yaml")
            return false;
        var start = tree.Start(file, (int)file.Length);
        return start.IndexOf("apiVersion"u8) >= 0 && start.IndexOf("kind"u8) >= 0;
    }

    private static IReadOnlyList<YamlValue> Documents(SourceTree tree, ScanRecord record, SourceFile file)
    {
        if (tree.Text(file) is not { } text)
            return [];
        try
        {
            return YamlText.Parse(text);
        }
        catch (YamlTextException e)
        {
            // Text with template marks is somebody's template, not a broken manifest.
            if (!text.Contains("{{", StringComparison.Ordinal) && !text.Contains("{%", StringComparison.Ordinal) && !text.Contains("<%", StringComparison.Ordinal))
                record.Unreadable(file.Path, e.Line, "unreadable-yaml", e.Message);
            return [];
        }
    }

    private static string Add(ScanRecord record, SourceFile file, KubernetesDocument document)
    {
        var images = document.Images().ToList();
        var within = string.Join('/', new[] { document.Group, document.Kind, document.Namespace, document.Name }.Where(part => !string.IsNullOrEmpty(part)));
        var urn = record.Declare(Kinds.KubernetesResource, document.Name, file.Path, document.Body.Line,
        [
            ("apiVersion", document.ApiVersion),
            ("kind", document.Kind),
            ("namespace", document.Namespace),
            ("images", string.Join(", ", images.Select(i => i.Image).Distinct(StringComparer.Ordinal))),
            ("replicas", document.Body.At("spec", "replicas")?.Text),
        ], within);
        foreach (var (image, line) in images)
            record.NeedImage(urn, image, file.Path, line);
        return urn;
    }

    private static void AddKustomizations(ScanRecord record, List<(SourceFile File, YamlValue Document)> kustomizations, Dictionary<string, List<string>> byFile)
    {
        var byFolder = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (file, document) in kustomizations)
        {
            byFolder[file.Folder] = record.Declare(Kinds.Kustomization, file.Folder.Length == 0 ? file.Name : file.Folder, file.Path, 1,
            [
                ("namespace", document["namespace"]?.Text),
                ("namePrefix", document["namePrefix"]?.Text),
            ]);
        }

        foreach (var (file, document) in kustomizations)
        {
            var listed = (string[])["resources", "bases", "components", "patchesStrategicMerge"];
            var paths = listed.SelectMany(key => document[key]?.Texts ?? [])
                .Concat((document["patches"]?.Items ?? []).Select(p => p["path"]?.Text).OfType<string>());
            foreach (var path in paths.Select(p => SourcePath.Combine(file.Folder, p)).OfType<string>())
            {
                if (byFolder.TryGetValue(path, out var other))
                    record.Relate(byFolder[file.Folder], Kinds.DependsOn, other);
                foreach (var resource in byFile.GetValueOrDefault(path) ?? [])
                    record.Relate(byFolder[file.Folder], Kinds.DependsOn, resource);
            }
        }
    }
}
