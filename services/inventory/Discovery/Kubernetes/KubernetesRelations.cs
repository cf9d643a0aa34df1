using Cortex.Contracts.Findings;
using Cortex.Documents.Kubernetes;
using Cortex.Documents.Yaml;
using Cortex.Inventory.Discovery.Identity;

namespace Cortex.Inventory.Discovery.Kubernetes;

/// <summary>
/// How the resources of a repository hang together: by name and by label, within a namespace. Where several fit (the same Deployment for
/// staging and production, say) those count that lie nearest in the tree.
/// </summary>
internal sealed class KubernetesRelations(ScanRecord record)
{
    /// <summary>What a selector is compared with at most; one so wide tells nothing.</summary>
    private const int MaxCandidates = 1000;

    private readonly Dictionary<(string Kind, string? Namespace, string Name), List<Member>> _byName = [];
    private readonly Dictionary<(string Kind, string? Namespace, string Label, string Value), List<Member>> _byLabel = [];
    private readonly List<(Member From, string Kind, string? Namespace, string Name)> _needs = [];
    private readonly List<(Member From, IReadOnlyList<KeyValuePair<string, string>> Selector, string Kind, string? Namespace, bool IsMonitor)> _selectors = [];
    private readonly List<(Member Patch, KubernetesDocument Resource)> _patches = [];

    /// <param name="Labels">Of a workload those of its pods.</param>
    private sealed record Member(string Urn, string Path, string? Namespace, IReadOnlyDictionary<string, string> Labels)
    {
        /// <summary>The workloads that a Service stands before.</summary>
        public List<Member> Behind { get; } = [];
    }

    /// <param name="effectiveNamespace">The namespace that the resource or its kustomization names.</param>
    public void Add(string path, KubernetesDocument resource, string urn, string? effectiveNamespace, bool isPatch)
    {
        var member = new Member(urn, path, effectiveNamespace, KubernetesLabels.Of(resource));
        foreach (var need in KubernetesNeeds.Of(resource))
            _needs.Add((member, need.Kind, IsOfCluster(need.Kind) ? null : need.Namespace ?? effectiveNamespace, need.Name));
        if (isPatch)
        {
            _patches.Add((member, resource));
            return;
        }

        Index(_byName, (KubernetesNeeds.NameKind(resource.Kind), IsOfCluster(resource.Kind) ? null : effectiveNamespace, KubernetesNeeds.ProducedName(resource)), member);
        var kind = KubernetesLabels.IsWorkload(resource.Kind) ? "workload" : resource.Kind;
        if (kind is "workload" or "Service")
        {
            foreach (var (label, value) in member.Labels)
                Index(_byLabel, (kind, effectiveNamespace, label, value), member);
        }

        AddSelectors(resource, member, effectiveNamespace);
    }

    private void AddSelectors(KubernetesDocument resource, Member member, string? effectiveNamespace)
    {
        if (resource.Kind == "Service" && resource.Group.Length == 0)
        {
            Select(resource.Body.At("spec", "selector"), "workload", effectiveNamespace, isMonitor: false);
        }
        else if (resource.Kind is "ServiceMonitor" or "PodMonitor")
        {
            IReadOnlyList<string?> names = [.. resource.Body.At("spec", "namespaceSelector", "matchNames")?.Texts ?? []];
            foreach (var name in names.Count > 0 ? names : [effectiveNamespace])
                Select(resource.Body.At("spec", "selector", "matchLabels"), resource.Kind == "ServiceMonitor" ? "Service" : "workload", name, isMonitor: true);
        }

        void Select(YamlValue? selector, string kind, string? within, bool isMonitor)
        {
            if (KubernetesLabels.Read(selector) is { Count: > 0 } pairs)
                _selectors.Add((member, [.. pairs], kind, within, isMonitor));
        }
    }

    /// <summary>After all resources are there.</summary>
    public void Relate()
    {
        foreach (var (from, kind, within, name) in _needs)
        {
            foreach (var to in Nearest(from.Path, _byName.GetValueOrDefault((kind, within, name))))
                Relate(from, Kinds.DependsOn, to);
        }

        foreach (var (patch, resource) in _patches)
        {
            foreach (var patched in Nearest(patch.Path, _byName.GetValueOrDefault((resource.Kind, patch.Namespace, resource.Name))))
                Relate(patch, Kinds.DependsOn, patched);
        }

        // Services know what is behind them before monitors ask.
        foreach (var (service, selector, kind, within, _) in _selectors.Where(s => !s.IsMonitor))
        {
            foreach (var workload in Nearest(service.Path, Selected(service, selector, kind, within)))
            {
                service.Behind.Add(workload);
                Relate(service, Kinds.Exposes, workload);
            }
        }

        foreach (var (monitor, selector, kind, within, _) in _selectors.Where(s => s.IsMonitor))
        {
            foreach (var seen in Selected(monitor, selector, kind, within).SelectMany(m => m.Behind.Prepend(m)))
                Relate(seen, Kinds.ObservedBy, monitor);
        }
    }

    private List<Member> Selected(Member from, IReadOnlyList<KeyValuePair<string, string>> selector, string kind, string? within)
    {
        var lists = selector.Select(pair => _byLabel.GetValueOrDefault((kind, within, pair.Key, pair.Value)) ?? []).ToList();
        var shortest = lists.MinBy(l => l.Count)!;
        if (shortest.Count > MaxCandidates)
        {
            record.Unreadable(from.Path, null, "selector-too-wide", $"A selector fits more than {MaxCandidates} resources and was not followed; give them labels of their own.", Severity.Info);
            return [];
        }

        return shortest.FindAll(m => selector.All(pair => m.Labels.GetValueOrDefault(pair.Key) == pair.Value));
    }

    private void Relate(Member from, string relation, Member to)
    {
        if (from != to)
            record.Relate(from.Urn, relation, to.Urn);
    }

    /// <summary>Those that share most folders with the path, and of these the ones of the same file.</summary>
    private static IReadOnlyList<Member> Nearest(string path, List<Member>? candidates)
    {
        if (candidates is null or [] or { Count: > MaxCandidates })
            return [];
        var nearest = candidates.GroupBy(c => c.Path == path ? int.MaxValue : Shared(path, c.Path)).MaxBy(g => g.Key)!;
        return [.. nearest];
    }

    private static int Shared(string a, string b)
    {
        var (depth, length) = (0, Math.Min(a.Length, b.Length));
        for (var i = 0; i < length && a[i] == b[i]; i++)
        {
            if (a[i] == '/')
                depth++;
        }

        return depth;
    }

    /// <summary>Such a resource is in no namespace, whatever its kustomization says.</summary>
    private static bool IsOfCluster(string kind) => kind is "ClusterRole" or "StorageClass" or "PersistentVolume";

    private static void Index<TKey>(Dictionary<TKey, List<Member>> index, TKey key, Member member)
        where TKey : notnull
    {
        if (!index.TryGetValue(key, out var members))
            index[key] = members = [];
        members.Add(member);
    }
}
