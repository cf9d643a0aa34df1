using Cortex.Security.Kubernetes.Manifests;
using Cortex.Security.Kubernetes.Pods;

namespace Cortex.Security.Kubernetes.PodSecurity.Baseline;

/// <summary>Windows' way of running a container as a process of the node.</summary>
internal static class HostProcess
{
    public const string Rule = "pod-security/baseline/host-process";

    public static void Check(Pod pod, Report report)
    {
        if (pod.Security.Field("windowsOptions", "hostProcess") is { } ofPod && ofPod.IsTrue())
            report.Add(Rule, ofPod, null, "runs its containers as processes of the Windows node: remove windowsOptions.hostProcess");
        foreach (var container in pod.Containers.Where(c => c.Security.Field("windowsOptions", "hostProcess").IsTrue()))
            report.Add(Rule, container.Nearest("securityContext", "windowsOptions", "hostProcess"), container.Part, "is a process of the Windows node: remove windowsOptions.hostProcess");
    }
}
