using Cortex.Security.Kubernetes.Manifests;
using Cortex.Documents.Yaml;

namespace Cortex.Security.Kubernetes.Access;

/// <summary>One rule of a Role or ClusterRole.</summary>
internal sealed class Grant(YamlValue rule)
{
    private readonly HashSet<string> _groups = Set(rule, "apiGroups");
    private readonly HashSet<string> _resources = Set(rule, "resources");
    private readonly HashSet<string> _verbs = Set(rule, "verbs");

    public YamlValue Rule => rule;

    public bool HasAllGroups => _groups.Contains("*");

    public bool HasAllResources => _resources.Contains("*");

    public bool HasAllVerbs => _verbs.Contains("*");

    /// <summary>Narrowed to objects by name.</summary>
    public bool IsNarrowed => rule.Each("resourceNames").Count > 0;

    public bool IsOf(string group) => HasAllGroups || _groups.Contains(group);

    /// <summary>Said by name, or by "pods/*" for "pods/exec".</summary>
    public bool Names(string resource) =>
        _resources.Contains(resource)
        || (resource.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash && (_resources.Contains(resource[..slash] + "/*") || _resources.Contains("*" + resource[slash..])));

    /// <summary>Said by name, not by "*".</summary>
    public bool NamesVerb(string verb) => _verbs.Contains(verb);

    public bool Allows(string verb) => HasAllVerbs || _verbs.Contains(verb);

    /// <summary>The field, or the rule when the field is written elsewhere.</summary>
    public YamlValue At(string field) => rule.Field(field) ?? rule;

    private static HashSet<string> Set(YamlValue rule, string field) => new(rule.Each(field).Select(v => v.Words()), StringComparer.Ordinal);
}
