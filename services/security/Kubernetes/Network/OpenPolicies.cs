using Cortex.Security.Kubernetes.Manifests;
using Cortex.Documents.Yaml;

namespace Cortex.Security.Kubernetes.Network;

/// <summary>Policies that let everybody in, and so are none.</summary>
internal static class OpenPolicies
{
    public const string Rule = "kubernetes/network-policy-allows-all";

    public static void Check(Resource resource, Report report)
    {
        if (resource is not { Kind: "NetworkPolicy", Group: "networking.k8s.io" or "extensions" })
            return;
        foreach (var rule in resource.Body.Field("spec").Each("ingress"))
        {
            if (rule.Each("ports").Count == 0 && (rule.Each("from").Count == 0 || rule.Each("from").Any(IsEverybody)))
            {
                report.Add(Rule, rule, null, "lets everybody in at every port: name in ingress who may come (from) and where to (ports)");
                return;
            }
        }
    }

    private static bool IsEverybody(YamlValue peer) =>
        peer.Field("ipBlock") is { } block
            ? block.Field("cidr").Words() is "0.0.0.0/0" or "::/0" && block.Each("except").Count == 0
            : peer.Field("namespaceSelector") is { } namespaces && IsEmpty(namespaces) && (peer.Field("podSelector") is not { } pods || IsEmpty(pods));

    private static bool IsEmpty(YamlValue selector) => selector.Field("matchLabels")?.Entries is not { Count: > 0 } && selector.Each("matchExpressions").Count == 0;
}
