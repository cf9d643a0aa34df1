using Cortex.Security.Kubernetes.Manifests;
using Cortex.Security.Kubernetes.Pods;

namespace Cortex.Security.Kubernetes.PodSecurity.Restricted;

/// <summary>What baseline lets pass for a user namespace, and restricted does not.</summary>
internal static class ProcMountMasked
{
    public const string Rule = "pod-security/restricted/proc-mount";

    public static void Check(Pod pod, Report report)
    {
        if (pod.HasUserNamespace)
            Baseline.ProcMount.Report(pod, report, Rule, "sees /proc without the usual masks, if only in a user namespace: remove procMount or set it to Default");
    }
}
