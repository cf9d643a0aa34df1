using Cortex.Security.Kubernetes.Manifests;
using Cortex.Security.Kubernetes.Pods;

namespace Cortex.Security.Kubernetes.PodSecurity.Baseline;

internal static class ProcMount
{
    public const string Rule = "pod-security/baseline/proc-mount";

    public static void Check(Pod pod, Report report)
    {
        // Since 1.35 a user namespace makes up for it.
        if (!pod.HasUserNamespace)
            Report(pod, report, Rule, "sees /proc without the usual masks: remove procMount or set it to Default");
    }

    public static void Report(Pod pod, Report report, string rule, string advice)
    {
        foreach (var container in pod.Containers)
        {
            if (container.Security.Field("procMount") is { } mount && mount.Words() != "Default")
                report.Add(rule, mount, container.Part, advice);
        }
    }
}
