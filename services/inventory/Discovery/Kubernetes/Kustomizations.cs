using Cortex.Documents.Files;
using Cortex.Documents.Yaml;
using Cortex.Inventory.Discovery.Containers;
using Cortex.Inventory.Discovery.Documents;
using Cortex.Inventory.Discovery.Identity;

namespace Cortex.Inventory.Discovery.Kubernetes;

/// <summary>Kustomizations: https://kubectl.docs.kubernetes.io/references/kustomize/. They gather resources, patch them, and make some of their own.</summary>
internal sealed class Kustomizations
{
    private static readonly string[] Listed = ["resources", "bases", "components", "patchesStrategicMerge"];

    private readonly ScanRecord _record;
    private readonly List<(SourceFile File, YamlValue Document)> _all = [];
    private readonly HashSet<string> _patches = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _namespaces = new(StringComparer.Ordinal);

    public Kustomizations(SourceTree tree, ScanRecord record, DocumentPass documents)
    {
        _record = record;
        foreach (var file in tree.Files.Where(f => f.Name is "kustomization.yaml" or "kustomization.yml" or "Kustomization"))
        {
            if (tree.Text(file) is not { } text)
                continue;
            foreach (var document in documents.Documents(file, text).Take(1))
            {
                _all.Add((file, document));
                _patches.UnionWith(Patches(file, document));
                if (document["namespace"]?.Text is { } name)
                {
                    foreach (var path in Paths(file, document["resources"]?.Texts ?? []))
                        _namespaces.TryAdd(path, name);
                }
            }
        }
    }

    /// <summary>A file that changes resources of others.</summary>
    public bool IsPatch(string path) => _patches.Contains(path);

    /// <summary>The namespace that the kustomization which lists a file puts its resources into.</summary>
    public string? NamespaceOf(string path) => _namespaces.GetValueOrDefault(path);

    /// <summary>Catalogues them, and what they generate through <paramref name="generate"/> (kind, name, namespace, line).</summary>
    public void Add(IReadOnlyDictionary<string, List<string>> resourcesByFile, Func<SourceFile, string, string, string?, int, string> generate)
    {
        var byFolder = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (file, document) in _all)
        {
            byFolder[file.Folder] = _record.Declare(Kinds.Kustomization, file.Folder.Length == 0 ? file.Name : file.Folder, file.Path, 1,
            [
                ("namespace", document["namespace"]?.Text),
                ("namePrefix", document["namePrefix"]?.Text),
            ]);
        }

        foreach (var (file, document) in _all)
        {
            var urn = byFolder[file.Folder];
            foreach (var path in Paths(file, Listed.SelectMany(key => document[key]?.Texts ?? [])).Concat(Patches(file, document)))
            {
                if (byFolder.TryGetValue(path, out var other) && other != urn)
                    _record.Relate(urn, Kinds.DependsOn, other);
                foreach (var resource in resourcesByFile.GetValueOrDefault(path) ?? [])
                    _record.Relate(urn, Kinds.DependsOn, resource);
            }

            Generate(file, document, urn, generate);
            foreach (var image in document["images"]?.Items ?? [])
                Deploy(file, urn, image);
        }
    }

    private void Generate(SourceFile file, YamlValue document, string urn, Func<SourceFile, string, string, string?, int, string> generate)
    {
        foreach (var (key, kind) in ((string, string)[])[("configMapGenerator", "ConfigMap"), ("secretGenerator", "Secret")])
        {
            foreach (var generator in document[key]?.Items ?? [])
            {
                if (generator["name"]?.Text is { Length: > 0 } name && generator["behavior"]?.Text is not ("merge" or "replace"))
                    _record.Relate(urn, Kinds.DependsOn, generate(file, kind, name, generator["namespace"]?.Text ?? document["namespace"]?.Text, generator.Line));
            }
        }
    }

    /// <summary>An image that a kustomization puts in place of another, where name and tag are written out.</summary>
    private void Deploy(SourceFile file, string urn, YamlValue image)
    {
        var name = image["newName"]?.Text ?? image["name"]?.Text;
        var suffix = image["digest"]?.Text is { } digest ? "@" + digest : image["newTag"]?.Text is { } tag ? ":" + tag : null;
        if (suffix is not null && ImageReference.Parse(name + suffix) is { } reference)
            _record.RelateImage(urn, Kinds.Deploys, reference, file.Path, image.Line);
    }

    private static IEnumerable<string> Patches(SourceFile file, YamlValue document) =>
        Paths(file, (document["patchesStrategicMerge"]?.Texts ?? []).Concat((document["patches"]?.Items ?? []).Select(p => p["path"]?.Text).OfType<string>()));

    private static IEnumerable<string> Paths(SourceFile file, IEnumerable<string> written) =>
        written.Where(p => !p.Contains('\n', StringComparison.Ordinal)).Select(p => SourcePath.Combine(file.Folder, p)).OfType<string>();
}
