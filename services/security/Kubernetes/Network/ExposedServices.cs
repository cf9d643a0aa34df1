using Cortex.Security.Kubernetes.Manifests;

namespace Cortex.Security.Kubernetes.Network;

/// <summary>Services that are reachable from outside of the cluster past any Ingress or Gateway.</summary>
internal static class ExposedServices
{
    public const string NodePort = "kubernetes/node-port";
    public const string LoadBalancer = "kubernetes/load-balancer";
    public const string ExternalIps = "kubernetes/external-ips";

    public static void Check(Resource resource, Report report)
    {
        if (resource is not { Kind: "Service", Group: "" })
            return;
        var spec = resource.Body.Field("spec");
        var type = spec.Field("type");
        if (type.Words() == "NodePort")
            report.Add(NodePort, type!, null, "opens a port on every node: make it a ClusterIP behind an Ingress or Gateway");
        if (type.Words() == "LoadBalancer" && spec.Each("loadBalancerSourceRanges").All(r => r.Words() is "0.0.0.0/0" or "::/0") && !IsInternal(resource))
            report.Add(LoadBalancer, type!, null, "is open to every address: set loadBalancerSourceRanges, make it internal, or put it behind an Ingress or Gateway");
        if (spec.Each("externalIPs") is { Count: > 0 } addresses)
            report.Add(ExternalIps, addresses[0], null, "claims addresses that may be somebody else's (CVE-2020-8554): remove externalIPs and use a LoadBalancer");
    }

    private static bool IsInternal(Resource resource) => resource.Body.Field("metadata", "annotations").Pairs().Any(a =>
        a.Key.Contains("internal", StringComparison.OrdinalIgnoreCase) ? a.Value is not ("false" or "0" or "")
        : a.Value.Equals("internal", StringComparison.OrdinalIgnoreCase) || a.Value.Equals("private", StringComparison.OrdinalIgnoreCase));
}
