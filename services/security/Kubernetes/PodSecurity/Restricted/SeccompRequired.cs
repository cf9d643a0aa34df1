using Cortex.Security.Kubernetes.Manifests;
using Cortex.Security.Kubernetes.Pods;

namespace Cortex.Security.Kubernetes.PodSecurity.Restricted;

/// <summary>Containers without a profile. A profile that is none is forbidden one level below and reported there.</summary>
internal static class SeccompRequired
{
    public const string Rule = "pod-security/restricted/seccomp-profile";

    public static void Check(Pod pod, Report report)
    {
        if (pod.IsWindows || pod.Security.Field("seccompProfile") is { } ofPod && Baseline.SeccompProfile.IsAllowed(ofPod))
            return;
        foreach (var container in pod.Containers.Where(c => c.Security.Field("seccompProfile") is null))
            report.Add(Rule, container.Nearest("securityContext"), container.Part, "has no seccomp profile: set securityContext.seccompProfile.type to RuntimeDefault, in the container or the pod");
    }
}
