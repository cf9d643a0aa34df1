using Cortex.Documents.Yaml;
using Cortex.Security.Kubernetes.Manifests;

namespace Cortex.Security.Kubernetes.Kustomize;

/// <summary>
/// A strategic merge patch: mappings are merged, null deletes, lists of the pod are merged by the key that tells their elements apart, other
/// lists are replaced. Custom resources have no such keys.
/// </summary>
internal sealed class StrategicMerge(bool mergesLists)
{
    public static StrategicMerge Of(Resource resource) => new(!resource.Group.Contains('.', StringComparison.Ordinal) || resource.Group.EndsWith(".k8s.io", StringComparison.Ordinal));

    public YamlValue Apply(YamlValue value, YamlValue patch) => patch is YamlMapping changes && value is YamlMapping mapping ? Merge(mapping, changes) : patch;

    private YamlMapping Merge(YamlMapping value, YamlMapping patch)
    {
        if (patch["$patch"].Words() == "replace")
            return patch.Without("$patch");
        foreach (var (key, change) in patch.Pairs)
        {
            if (key.StartsWith('$'))
                continue;
            if (change is YamlScalar { IsNull: true } || change["$patch"].Words() == "delete")
                value = value.Without(key);
            else if (value[key] is not { } old)
                value = value.With(key, change);
            else if (mergesLists && old is YamlSequence list && change is YamlSequence changes && MergeKey(key, changes) is { } mergeKey)
                value = value.With(key, Merge(list, changes, mergeKey));
            else
                value = value.With(key, Apply(old, change));
        }

        return value;
    }

    private YamlSequence Merge(YamlSequence list, YamlSequence changes, string key)
    {
        if (changes.Values.Any(c => c["$patch"].Words() == "replace"))
            return new(changes.Line, [.. changes.Values.Where(c => c["$patch"] is null)]);
        var merged = list.Values.ToList();
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < merged.Count; i++)
            places.TryAdd(merged[i][key].Words(), i);
        var deleted = new HashSet<int>();
        foreach (var change in changes.Values)
        {
            if (!places.TryGetValue(change[key].Words(), out var at))
                merged.Add(change);
            else if (change["$patch"].Words() == "delete")
                deleted.Add(at);
            else
                merged[at] = Apply(merged[at], change);
        }

        return new(list.Line, [.. merged.Where((_, i) => !deleted.Contains(i))]);
    }

    private static string? MergeKey(string list, YamlSequence changes) => list switch
    {
        "containers" or "initContainers" or "ephemeralContainers" or "volumes" or "env" or "imagePullSecrets" => "name",
        "volumeMounts" => "mountPath",
        "volumeDevices" => "devicePath",
        "hostAliases" => "ip",
        "topologySpreadConstraints" => "topologyKey",
        "ports" => changes.Values.Any(c => c["containerPort"] is not null) ? "containerPort" : changes.Values.Any(c => c["port"] is not null) ? "port" : null,
        _ => null,
    };
}
