using Cortex.Security.Kubernetes.Manifests;
using Cortex.Security.Kubernetes.Pods;

namespace Cortex.Security.Kubernetes.PodSecurity.Restricted;

internal static class RunAsUser
{
    public const string Rule = "pod-security/restricted/run-as-user";

    public static void Check(Pod pod, Report report)
    {
        if (pod.HasUserNamespace)
            return;
        if (pod.Security.Field("runAsUser") is { } ofPod && ofPod.IsZero() == true)
            report.Add(Rule, ofPod, null, "runs as root: set securityContext.runAsUser to another user than 0");
        foreach (var container in pod.Containers.Where(c => c.Security.Field("runAsUser").IsZero() == true))
            report.Add(Rule, container.Nearest("securityContext", "runAsUser"), container.Part, "runs as root: set securityContext.runAsUser to another user than 0");
    }
}
