using Cortex.Security.Kubernetes.Manifests;
using Cortex.Security.Kubernetes.Pods;
using Cortex.Documents.Yaml;
using Cortex.Security.Rules;
using Cortex.Security.Scanning;

namespace Cortex.Security.Kubernetes.Network;

/// <summary>
/// Namespaces in which pods run and no policy selects any of them. Policies count wherever in the repository they stand; one that names no
/// namespace may be applied to any that what stands beside it names.
/// </summary>
internal static class NetworkPolicies
{
    public const string Rule = "kubernetes/no-network-policy";

    public static void Check(IReadOnlyCollection<(Resource Resource, IReadOnlyList<Pod> Pods)> all, Action<Detection> found)
    {
        var policies = all.Select(a => a.Resource).Where(r => r.Kind.EndsWith("NetworkPolicy", StringComparison.Ordinal)).ToList();
        var namespaces = all.Where(a => a.Pods.Count > 0).GroupBy(a => (a.Resource.Namespace, a.Resource.Overlay));
        foreach (var pods in namespaces)
        {
            var within = policies.Where(p => IsForCluster(p) || p.Namespace == pods.Key.Namespace || (p.Namespace is null && p.Overlay == pods.Key.Overlay)).ToList();
            if (pods.Any(a => a.Pods.Any(pod => within.Exists(policy => Selects(policy, pod)))))
                continue;
            var first = pods.First().Resource;
            var own = first.Body.Field("metadata", "namespace") ?? first.Body;
            var at = first.NamespaceAt ?? (own, first.PathOf(own));
            var name = Shown.Of(pods.Key.Namespace ?? "default");
            found(new()
            {
                Rule = Rule,
                Path = at.Path,
                Line = at.Value.Line,
                Subject = $"namespace {name}",
                Title = $"Namespace {name} has pods and no NetworkPolicy that selects any, so that everything may reach them and they everything: add one that denies by default and those that allow what is needed ({RulePages.Of(Rule).Controls[0]}).",
            });
        }
    }

    private static bool IsForCluster(Resource policy) => policy.Kind is not ("NetworkPolicy" or "CiliumNetworkPolicy");

    /// <summary>Policies of network plugins are taken to select what they could.</summary>
    private static bool Selects(Resource policy, Pod pod) =>
        policy is not { Kind: "NetworkPolicy", Group: "networking.k8s.io" or "extensions" }
        || LabelSelector.Matches(policy.Body.Field("spec", "podSelector"), Labels(pod));

    private static Dictionary<string, string> Labels(Pod pod)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in pod.Metadata.Field("labels").Pairs())
            labels[key] = value;
        return labels;
    }
}
