using Cortex.Contracts.Findings;
using Cortex.Documents.Files;
using Cortex.Documents.Kubernetes;
using Cortex.Documents.Yaml;
using Cortex.Security.Kubernetes.Kustomize;

namespace Cortex.Security.Kubernetes.Manifests;

/// <summary>The Kubernetes files of a checkout: resources by file, and kustomizations by folder.</summary>
internal sealed class ManifestFiles
{
    /// <summary>As much of a file that is too long to be read as is looked at to say so.</summary>
    private const int StartOfLong = 64 * 1024;

    private readonly SourceTree _tree;
    private readonly IReadProblems _problems;
    private readonly HelmTemplates _charts;
    private readonly SortedDictionary<string, IReadOnlyList<Resource>> _resources = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, Kustomization> _kustomizations = new(StringComparer.Ordinal);

    private ManifestFiles(SourceTree tree, IReadProblems problems)
    {
        _tree = tree;
        _problems = problems;
        _charts = new(tree, problems);
    }

    /// <summary>By path.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<Resource>> Resources => _resources;

    /// <summary>By folder.</summary>
    public IReadOnlyDictionary<string, Kustomization> Kustomizations => _kustomizations;

    public static ManifestFiles Read(SourceTree tree, IReadProblems problems, CancellationToken stop)
    {
        var files = new ManifestFiles(tree, problems);
        foreach (var file in tree.Files)
        {
            stop.ThrowIfCancellationRequested();
            if (file.Name is "kustomization.yaml" or "kustomization.yml" or "Kustomization")
                files.AddKustomization(file);
            else if (file.Extension is ".yaml" or ".yml" or ".json")
                files.AddResources(file);
        }

        return files;
    }

    private void AddKustomization(SourceFile file)
    {
        if (_tree.Text(file) is { } text && Documents(file, text) is [YamlMapping body, ..])
            _kustomizations.TryAdd(file.Folder, new(file, body));
    }

    private void AddResources(SourceFile file)
    {
        if (_tree.TextIf(file, ManifestText.MayBe, StartOfLong) is not { } text || _charts.Holds(file, text))
            return;
        var documents = Documents(file, text).SelectMany(d => KubernetesDocument.Of(d, nameless: true)).ToList();
        if (documents.Count == 0)
            return;
        if (documents.Exists(d => d.Name.Length == 0) && ManifestText.IsTemplate(text))
            Unrendered(file, documents.Find(d => d.Name.Length == 0)!.Body.Line);
        var ambiguous = documents.GroupBy(d => (d.Kind, d.Name)).Where(g => g.Select(d => d.Namespace).Distinct(StringComparer.Ordinal).Skip(1).Any()).Select(g => g.Key).ToHashSet();
        _resources[file.Path] = [.. documents.Select(d => Resource(file, d, ambiguous.Contains((d.Kind, d.Name))))];
    }

    private static Resource Resource(SourceFile file, KubernetesDocument document, bool isAmbiguous) => new()
    {
        ApiVersion = document.ApiVersion,
        Kind = document.Kind,
        Name = document.Name,
        Namespace = string.IsNullOrEmpty(document.Namespace) ? null : document.Namespace,
        Body = document.Body,
        Path = file.Path,
        Subject = isAmbiguous ? $"{document.Kind}/{Shown.Of(document.Namespace ?? "default")}/{Shown.Of(document.Name)}" : $"{document.Kind}/{Shown.Of(document.Name)}",
    };

    private IReadOnlyList<YamlValue> Documents(SourceFile file, string text)
    {
        try
        {
            return ManifestText.Parse(text, file.Extension == ".json");
        }
        catch (YamlTextException e)
        {
            if (file.Name.StartsWith("kustomization", StringComparison.OrdinalIgnoreCase) || ManifestText.Claims(text))
            {
                if (ManifestText.IsTemplate(text))
                    Unrendered(file, e.Line);
                else
                    _problems.Unreadable(file.Path, e.Line, "broken-manifest", e.Message);
            }

            return file.Extension == ".json" ? [] : [.. ManifestText.WholeDocuments(text)];
        }
    }

    private void Unrendered(SourceFile file, int line) => _problems.Unreadable(
        file.Path, line, "template-not-rendered", "The file is a template of manifests and is not rendered, so what it makes was not checked; scan what is made of it.", Severity.Info);
}
