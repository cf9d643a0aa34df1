using Cortex.Security.Kubernetes.Manifests;
using Cortex.Security.Kubernetes.Pods;

namespace Cortex.Security.Kubernetes.PodSecurity.Baseline;

internal static class HostNamespaces
{
    public const string Rule = "pod-security/baseline/host-namespaces";

    public static void Check(Pod pod, Report report)
    {
        foreach (var field in (string[])["hostNetwork", "hostPID", "hostIPC"])
        {
            if (pod.Spec.Field(field) is { } value && value.IsTrue())
                report.Add(Rule, value, field, "shares a namespace with the node: remove the field or set it to false");
        }
    }
}
