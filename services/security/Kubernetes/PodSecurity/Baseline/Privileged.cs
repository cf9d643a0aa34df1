using Cortex.Security.Kubernetes.Manifests;
using Cortex.Security.Kubernetes.Pods;

namespace Cortex.Security.Kubernetes.PodSecurity.Baseline;

internal static class Privileged
{
    public const string Rule = "pod-security/baseline/privileged";

    public static void Check(Pod pod, Report report)
    {
        foreach (var container in pod.Containers.Where(c => c.Security.Field("privileged").IsTrue()))
            report.Add(Rule, container.Nearest("securityContext", "privileged"), container.Part, "is privileged: remove privileged or set it to false");
    }
}
