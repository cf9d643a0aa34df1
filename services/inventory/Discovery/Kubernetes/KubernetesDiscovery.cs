using Cortex.Inventory.Discovery.Containers;
using Cortex.Inventory.Discovery.Documents;
using Cortex.Inventory.Discovery.Files;
using Cortex.Inventory.Discovery.Identity;
using Cortex.Inventory.Discovery.Yaml;

namespace Cortex.Inventory.Discovery.Kubernetes;

/// <summary>Resources in YAML and JSON files, and the kustomizations that gather them.</summary>
internal sealed class KubernetesDiscovery(SourceTree tree, ScanRecord record, DocumentPass documents)
{
    private readonly Dictionary<string, List<string>> _byFile = new(StringComparer.Ordinal);

    /// <summary>Called for each resource with its URN.</summary>
    public List<Action<SourceFile, KubernetesDocument, string>> Visitors { get; } = [];

    public void Visit(SourceFile file, YamlValue document)
    {
        foreach (var resource in KubernetesDocument.Of(document))
        {
            var urn = Add(file, resource);
            if (!_byFile.TryGetValue(file.Path, out var urns))
                _byFile[file.Path] = urns = [];
            urns.Add(urn);
            foreach (var visit in Visitors)
                visit(file, resource, urn);
        }
    }

    /// <summary>After all resources are there.</summary>
    public void AddKustomizations()
    {
        var kustomizations = new List<(SourceFile File, YamlValue Document)>();
        foreach (var file in tree.Files.Where(f => f.Name is "kustomization.yaml" or "kustomization.yml" or "Kustomization"))
        {
            if (tree.Text(file) is { } text)
                kustomizations.AddRange(documents.Documents(file, text).Take(1).Select(d => (file, d)));
        }

        AddKustomizations(kustomizations);
    }

    private string Add(SourceFile file, KubernetesDocument document)
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

    private void AddKustomizations(List<(SourceFile File, YamlValue Document)> kustomizations)
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
                foreach (var resource in _byFile.GetValueOrDefault(path) ?? [])
                    record.Relate(byFolder[file.Folder], Kinds.DependsOn, resource);
            }
        }
    }
}
