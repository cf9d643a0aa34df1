using Cortex.Documents.Files;
using Cortex.Documents.Kubernetes;
using Cortex.Documents.Yaml;
using Cortex.Inventory.Discovery.Containers;
using Cortex.Inventory.Discovery.Identity;
using Cortex.Inventory.Discovery.Observability;

namespace Cortex.Inventory.Discovery.Kubernetes;

/// <summary>Resources in YAML and JSON files, and the kustomizations that gather them.</summary>
internal sealed class KubernetesDiscovery(ScanRecord record, Kustomizations kustomizations, Observed observed)
{
    private readonly Dictionary<string, List<string>> _byFile = new(StringComparer.Ordinal);
    private readonly KubernetesRelations _relations = new(record);

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
    public void Finish()
    {
        kustomizations.Add(_byFile, Generate);
        _relations.Relate();
    }

    private string Add(SourceFile file, KubernetesDocument document)
    {
        var isPatch = kustomizations.IsPatch(file.Path);
        var effectiveNamespace = document.Namespace ?? kustomizations.NamespaceOf(file.Path);
        var images = document.Images().ToList();
        var urn = Declare(file, document.Group, document.Kind, document.Namespace, document.Name, document.Body.Line,
        [
            ("apiVersion", document.ApiVersion),
            ("kind", document.Kind),
            ("namespace", document.Namespace),
            ("images", string.Join(", ", images.Select(i => i.Image).Distinct(StringComparer.Ordinal))),
            ("replicas", document.Body.At("spec", "replicas")?.Text),
            ("patch", isPatch ? "true" : null),
        ]);
        foreach (var (image, line) in images)
        {
            if (ImageReference.Parse(image) is { } reference)
                record.RelateImage(urn, Kinds.Deploys, reference, file.Path, line);
        }

        _relations.Add(file.Path, document, urn, effectiveNamespace, isPatch);
        foreach (var name in isPatch ? [] : KubernetesLabels.NamesOf(document, effectiveNamespace))
            observed.Add(name, urn);
        return urn;
    }

    private string Generate(SourceFile file, string kind, string name, string? effectiveNamespace, int line)
    {
        var body = new YamlMapping(line, []);
        var urn = Declare(file, "", kind, null, name, line, [("apiVersion", "v1"), ("kind", kind), ("namespace", effectiveNamespace), ("generated", "kustomize")]);
        _relations.Add(file.Path, new("v1", kind, effectiveNamespace, name, body), urn, effectiveNamespace, isPatch: false);
        return urn;
    }

    private string Declare(
        SourceFile file, string group, string kind, string? within, string name, int line, IEnumerable<(string Name, string? Value)> properties) =>
        record.Declare(Kinds.KubernetesResource, name, file.Path, line, properties,
            string.Join('/', new[] { group, kind, within, name }.Where(part => !string.IsNullOrEmpty(part))));
}
