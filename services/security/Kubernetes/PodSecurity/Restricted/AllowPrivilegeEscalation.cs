using Cortex.Security.Kubernetes.Manifests;
using Cortex.Security.Kubernetes.Pods;

namespace Cortex.Security.Kubernetes.PodSecurity.Restricted;

internal static class AllowPrivilegeEscalation
{
    public const string Rule = "pod-security/restricted/allow-privilege-escalation";

    public static void Check(Pod pod, Report report)
    {
        if (pod.IsWindows)
            return;
        foreach (var container in pod.Containers.Where(c => c.Security.Field("allowPrivilegeEscalation").Flag() != false))
            report.Add(Rule, container.Nearest("securityContext", "allowPrivilegeEscalation"), container.Part, "may gain privileges through setuid programs: set securityContext.allowPrivilegeEscalation to false");
    }
}
