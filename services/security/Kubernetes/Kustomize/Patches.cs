using Cortex.Contracts.Findings;
using Cortex.Documents.Files;
using Cortex.Documents.Yaml;
using Cortex.Security.Kubernetes.Manifests;

namespace Cortex.Security.Kubernetes.Kustomize;

/// <summary>The patches of kustomizations, and what they make of resources. Values that come from a patch remember its file.</summary>
internal sealed class Patches(SourceTree tree, IReadProblems problems)
{
    private readonly Dictionary<string, IReadOnlyList<YamlValue>> _read = new(StringComparer.Ordinal);
    private readonly Dictionary<YamlValue, string> _places = new(ReferenceEqualityComparer.Instance);

    /// <summary>Files that are patches, and so no resources by themselves.</summary>
    public HashSet<string> Files { get; } = new(StringComparer.Ordinal);

    public List<Resource> Apply(Kustomization kustomization, List<Resource> resources)
    {
        foreach (var written in kustomization.Body.Each("patchesStrategicMerge"))
        {
            foreach (var (patch, at) in Read(kustomization, written, isInline: written.Words().Contains('\n', StringComparison.Ordinal)))
                resources = Merge(kustomization, at, patch, null, resources);
        }

        foreach (var entry in kustomization.Body.Each("patches").Concat(kustomization.Body.Each("patchesJson6902")))
        {
            var target = entry.Field("target") is { } wanted ? new PatchTarget(wanted) : null;
            foreach (var (patch, at) in Read(kustomization, entry.Field("path") ?? entry.Field("patch"), isInline: entry.Field("path") is null))
                resources = patch is YamlSequence operations ? Operate(kustomization, at, operations, target, resources) : Merge(kustomization, at, patch, target, resources);
        }

        return resources;
    }

    private List<Resource> Merge(Kustomization kustomization, YamlValue at, YamlValue patch, PatchTarget? target, List<Resource> resources)
    {
        var (kind, name) = (patch["kind"].Words(), patch.Field("metadata", "name").Words());
        return Change(kustomization, at, resources, target is not null ? target.Matches : r => r.Kind == kind && (r.Name == name || r.Renamed == name), resource =>
            patch["$patch"].Words() == "delete" ? null : resource with { Body = StrategicMerge.Of(resource).Apply(resource.Body, patch), Places = _places });
    }

    private List<Resource> Operate(Kustomization kustomization, YamlValue at, YamlSequence operations, PatchTarget? target, List<Resource> resources) =>
        Change(kustomization, at, resources, target is not null ? target.Matches : _ => false, resource =>
        {
            if (!JsonPatch.TryApply(resource.Body, operations, out var body))
                NotApplied(kustomization, at, $"An operation of this patch has nothing to work on in {resource.Subject}");
            return resource with { Body = body, Places = _places };
        });

    private List<Resource> Change(Kustomization kustomization, YamlValue at, List<Resource> resources, Func<Resource, bool> isMeant, Func<Resource, Resource?> change)
    {
        var (changed, any) = (new List<Resource>(resources.Count), false);
        foreach (var resource in resources)
        {
            var next = resource;
            if (isMeant(resource))
                (next, any) = (change(resource), true);
            if (next is not null)
                changed.Add(next);
        }

        if (!any)
            NotApplied(kustomization, at, "This patch is for no resource of the kustomization");
        return changed;
    }

    private void NotApplied(Kustomization kustomization, YamlValue at, string why) =>
        problems.Unreadable(kustomization.File.Path, at.Line, "kustomize-patch-not-applied", $"{why}, so that kustomize refuses it; correct its target or path.", Severity.Info);

    private IEnumerable<(YamlValue Patch, YamlValue At)> Read(Kustomization kustomization, YamlValue? written, bool isInline)
    {
        if (written?.Text is not { Length: > 0 } text)
            return [];
        var path = isInline ? kustomization.File.Path : SourcePath.Combine(kustomization.Folder, text);
        var file = isInline || path is null ? null : tree.Find(path);
        if (!isInline && file is null)
        {
            problems.Unreadable(kustomization.File.Path, written.Line, "kustomization-incomplete", $"The patch {Shown.Of(text)} is no file of the repository and was left out; correct the path.");
            return [];
        }

        if (file is not null)
            Files.Add(file.Path);
        // The same patch of the same kustomization keeps its values, which remember where they are from.
        var key = file?.Path ?? $"{path}:{written.Line}";
        if (!_read.TryGetValue(key, out var documents))
            _read[key] = documents = file is null ? Parse(path!, new string('\n', written.Line) + text, false) : Parse(file.Path, tree.Text(file) ?? "", file.Extension == ".json");
        return documents.Select(d => (d, written));
    }

    private IReadOnlyList<YamlValue> Parse(string path, string text, bool isJson)
    {
        try
        {
            var documents = text.Trim().Length == 0 ? [] : ManifestText.Parse(text, isJson);
            foreach (var document in documents)
                Remember(document, path);
            return documents;
        }
        catch (YamlTextException e)
        {
            problems.Unreadable(path, e.Line, "broken-manifest", e.Message);
            return [];
        }
    }

    private void Remember(YamlValue value, string path)
    {
        // What an alias names is met again and is remembered already.
        if (!_places.TryAdd(value, path))
            return;
        foreach (var item in value.Items)
            Remember(item, path);
        foreach (var entry in value.Entries)
            Remember(entry.Value, path);
    }
}
