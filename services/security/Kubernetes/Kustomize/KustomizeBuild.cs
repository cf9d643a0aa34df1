using Cortex.Contracts.Findings;
using Cortex.Documents.Files;
using Cortex.Documents.Yaml;
using Cortex.Security.Kubernetes.Manifests;

namespace Cortex.Security.Kubernetes.Kustomize;

/// <summary>
/// What kustomize would build of the kustomizations that no other takes in, as far as it needs nothing from elsewhere. A base counts as its
/// overlays make it, so that what every overlay corrects is not reported, and what one leaves is.
/// </summary>
internal sealed class KustomizeBuild(ManifestFiles manifests, SourceTree tree, IReadProblems problems, CancellationToken stop)
{
    private const int MostResources = 20_000;
    private const int MostResourcesInAll = 100_000;
    private const int Few = 100;
    private const int Deepest = 32;

    private readonly Patches _patches = new(tree, problems);
    private readonly Dictionary<string, List<Resource>> _built = new(StringComparer.Ordinal);
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);
    private int _resources;

    /// <summary>Files that kustomizations take in, as resources or as patches.</summary>
    public bool Uses(string path) => _used.Contains(path) || _patches.Files.Contains(path);

    public List<Resource> Run()
    {
        var taken = manifests.Kustomizations.Values.SelectMany(k => k.Sources.Concat(k.Components).Select(s => SourcePath.Combine(k.Folder, s.Text!)).OfType<string>()).ToHashSet(StringComparer.Ordinal);
        var roots = manifests.Kustomizations.Values.Where(k => !taken.Contains(k.Folder) && !k.IsComponent).ToList();
        var all = new List<Resource>();
        foreach (var root in roots)
            all.AddRange(Rooted(root));
        // Those that only take in each other.
        foreach (var left in manifests.Kustomizations.Values.Where(k => !_built.ContainsKey(k.Folder) && !k.IsComponent))
            all.AddRange(Rooted(left));
        return all;
    }

    private IEnumerable<Resource> Rooted(Kustomization root) => Build(root, [], []).Select(r => r with { Overlay = root.Folder.Length == 0 ? "." : root.Folder });

    private List<Resource> Build(Kustomization kustomization, List<Resource> seed, HashSet<string> within)
    {
        stop.ThrowIfCancellationRequested();
        if (!kustomization.IsComponent && _built.TryGetValue(kustomization.Folder, out var built))
            return built;
        if (within.Count >= Deepest || !within.Add(kustomization.Folder))
        {
            Incomplete(kustomization, null, within.Count >= Deepest ? $"Kustomizations are nested deeper than {Deepest}; flatten them." : "The kustomization takes in itself, by way of others; break the circle.");
            return seed;
        }

        var resources = new List<Resource>(seed);
        foreach (var source in kustomization.Sources)
            resources.AddRange(Gather(kustomization, source, within));
        foreach (var component in kustomization.Components)
        {
            if (Folder(kustomization, component) is { } found)
                resources = Build(found, resources, within);
        }

        if (kustomization.Unsupported is { } unsupported)
            Incomplete(kustomization, unsupported.Line, "Helm charts, generators, transformers, replacements and variables are not evaluated; render the kustomization and scan the result.", Severity.Info);
        resources = Transforms.Apply(kustomization, _patches.Apply(kustomization, Bounded(kustomization, resources)));
        within.Remove(kustomization.Folder);
        if (!kustomization.IsComponent)
            _built[kustomization.Folder] = resources;
        return resources;
    }

    private List<Resource> Gather(Kustomization kustomization, YamlValue source, HashSet<string> within)
    {
        if (SourcePath.Combine(kustomization.Folder, source.Text!) is { } path && manifests.Resources.TryGetValue(path, out var resources))
        {
            _used.Add(path);
            return [.. resources];
        }

        return Folder(kustomization, source) is { } folder ? Build(folder, [], within) : [];
    }

    private Kustomization? Folder(Kustomization kustomization, YamlValue source)
    {
        var name = source.Text!;
        var path = SourcePath.Combine(kustomization.Folder, name);
        if (path is not null && manifests.Kustomizations.TryGetValue(path, out var found))
            return found;
        if (IsRemote(name))
            Incomplete(kustomization, source.Line, $"{Shown.Of(name)} is elsewhere and is not fetched, so that what it holds was not checked; scan the repository that has it.", Severity.Info);
        else if (path is null || (tree.Find(path) is null && !tree.HasFolder(path) && !tree.Ignores(path)))
            Incomplete(kustomization, source.Line, $"{Shown.Of(name)} is not in the repository and was left out; correct the path.");
        return null;
    }

    private static bool IsRemote(string name) =>
        name.Contains("://", StringComparison.Ordinal) || name.StartsWith("git@", StringComparison.Ordinal) || name.StartsWith("git::", StringComparison.Ordinal)
        || name.Contains("?ref=", StringComparison.Ordinal) || name.StartsWith("github.com/", StringComparison.Ordinal) || name.StartsWith("gitlab.com/", StringComparison.Ordinal);

    private List<Resource> Bounded(Kustomization kustomization, List<Resource> resources)
    {
        var twice = resources.Count;
        resources = [.. resources.DistinctBy(r => (r.Body, r.Renamed, r.Namespace))];
        if (resources.Count < twice)
            Incomplete(kustomization, null, "The kustomization takes in the same resource twice, which kustomize refuses; take in each once.");
        var most = Math.Max(Few, Math.Min(MostResources, MostResourcesInAll - _resources));
        _resources += Math.Min(most, resources.Count);
        if (resources.Count <= most)
            return resources;
        problems.Partial();
        Incomplete(kustomization, null, $"Kustomizations make more than {MostResources} resources each or {MostResourcesInAll} in all, and the rest was not looked at; take in each base once.");
        return resources[..most];
    }

    private void Incomplete(Kustomization kustomization, int? line, string reason, Severity severity = Severity.Low) =>
        problems.Unreadable(kustomization.File.Path, line, "kustomization-incomplete", reason, severity);
}
