using Cortex.Security.Kubernetes.Manifests;
using Cortex.Security.Kubernetes.Pods;

namespace Cortex.Security.Kubernetes.PodSecurity.Baseline;

internal static class HostPathVolumes
{
    public const string Rule = "pod-security/baseline/host-path-volumes";

    public static void Check(Pod pod, Report report)
    {
        foreach (var volume in Volume.Of(pod))
        {
            if (volume.Body.Field("hostPath") is { } source)
                report.Add(Rule, source, volume.Part, "is a folder of the node: use emptyDir, configMap or a persistentVolumeClaim");
        }
    }
}
