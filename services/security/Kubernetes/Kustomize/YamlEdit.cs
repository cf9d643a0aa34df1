using Cortex.Documents.Yaml;

namespace Cortex.Security.Kubernetes.Kustomize;

/// <summary>Changed copies of values; what is not changed is shared, with its line.</summary>
internal static class YamlEdit
{
    /// <summary>With one key set, in its place or at the end.</summary>
    public static YamlMapping With(this YamlMapping mapping, string key, YamlValue value)
    {
        var pairs = mapping.Pairs.Where(p => p.Key != key || ReferenceEquals(p.Value, mapping.Find(key, 0))).Select(p => p.Key == key ? KeyValuePair.Create(key, value) : p).ToList();
        if (!pairs.Exists(p => p.Key == key))
            pairs.Add(new(key, value));
        return new(mapping.Line, pairs);
    }

    public static YamlMapping Without(this YamlMapping mapping, string key) => new(mapping.Line, [.. mapping.Pairs.Where(p => p.Key != key)]);

    /// <summary>With the value at the end of a path changed; the same where there is none.</summary>
    public static YamlValue Changed(this YamlValue root, ReadOnlySpan<string> path, Func<YamlValue, YamlValue> change)
    {
        if (path.IsEmpty)
            return change(root);
        return root is YamlMapping mapping && mapping[path[0]] is { } child ? mapping.With(path[0], child.Changed(path[1..], change)) : root;
    }

    /// <summary>With the value at the end of a path set, and mappings on the way to it.</summary>
    public static YamlValue WithAt(this YamlValue root, ReadOnlySpan<string> path, YamlValue value)
    {
        if (path.IsEmpty)
            return value;
        var mapping = root as YamlMapping ?? new YamlMapping(root.Line, []);
        return mapping.With(path[0], (mapping[path[0]] ?? new YamlMapping(value.Line, [])).WithAt(path[1..], value));
    }
}
