using Cortex.Security.Kubernetes.Manifests;
using Cortex.Security.Kubernetes.Pods;

namespace Cortex.Security.Kubernetes.PodSecurity.Baseline;

internal static class HostPorts
{
    public const string Rule = "pod-security/baseline/host-ports";

    public static void Check(Pod pod, Report report)
    {
        foreach (var container in pod.Containers)
        {
            var taken = container.Body.Each("ports").Select(p => p.Field("hostPort")).Where(p => p.IsZero() == false).ToList();
            if (taken.Count > 0)
                report.Add(Rule, taken[0]!, container.Part, $"takes port {Shown.Of([.. taken.Select(p => p.Words())])} of the node: remove hostPort and reach it through a Service");
        }
    }
}
