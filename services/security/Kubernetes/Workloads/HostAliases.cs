using Cortex.Security.Kubernetes.Manifests;
using Cortex.Security.Kubernetes.Pods;

namespace Cortex.Security.Kubernetes.Workloads;

internal static class HostAliases
{
    public const string Rule = "kubernetes/host-aliases";

    public static void Check(Pod pod, Report report)
    {
        if (pod.Spec.Each("hostAliases") is { Count: > 0 } aliases)
            report.Add(Rule, aliases[0], null, "writes names of its own into /etc/hosts, past the DNS: remove hostAliases and make a Service or a DNS record");
    }
}
