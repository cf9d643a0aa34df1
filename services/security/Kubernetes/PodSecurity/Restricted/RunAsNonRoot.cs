using Cortex.Security.Kubernetes.Manifests;
using Cortex.Security.Kubernetes.Pods;

namespace Cortex.Security.Kubernetes.PodSecurity.Restricted;

internal static class RunAsNonRoot
{
    public const string Rule = "pod-security/restricted/run-as-non-root";

    public static void Check(Pod pod, Report report)
    {
        if (pod.HasUserNamespace)
            return;
        var ofPod = pod.Security.Field("runAsNonRoot");
        if (ofPod.Flag() == false)
            report.Add(Rule, ofPod!, null, "allows root: set securityContext.runAsNonRoot to true");
        foreach (var container in pod.Containers)
        {
            var own = container.Security.Field("runAsNonRoot").Flag();
            if (own == false || (own is null && ofPod.Flag() != true))
                report.Add(Rule, container.Nearest("securityContext", "runAsNonRoot"), container.Part, "may run as root: set securityContext.runAsNonRoot to true, in the container or the pod");
        }
    }
}
