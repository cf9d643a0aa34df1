using Cortex.Security.Kubernetes.Manifests;
using Cortex.Security.Kubernetes.Pods;

namespace Cortex.Security.Kubernetes.Workloads;

internal static class RootGroup
{
    public const string Rule = "kubernetes/root-group";

    public static void Check(Pod pod, Report report)
    {
        if (pod.HasUserNamespace)
            return;
        if (pod.Security.Field("runAsGroup") is { } ofPod && ofPod.IsZero() == true)
            report.Add(Rule, ofPod, null, "runs in root's group: set securityContext.runAsGroup to another group than 0");
        foreach (var container in pod.Containers.Where(c => c.Security.Field("runAsGroup").IsZero() == true))
            report.Add(Rule, container.Nearest("securityContext", "runAsGroup"), container.Part, "runs in root's group: set securityContext.runAsGroup to another group than 0");
    }
}
