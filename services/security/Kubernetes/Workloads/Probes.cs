using Cortex.Security.Kubernetes.Manifests;
using Cortex.Security.Kubernetes.Pods;

namespace Cortex.Security.Kubernetes.Workloads;

internal static class Probes
{
    public const string Rule = "kubernetes/no-probes";

    public static void Check(Pod pod, Report report)
    {
        if (pod.IsBatch)
            return;
        foreach (var container in pod.Containers.Where(c => c is { IsInit: false, IsEphemeral: false }))
        {
            if ((container.Body.Field("livenessProbe") ?? container.Body.Field("readinessProbe")) is null)
                report.Add(Rule, container.Body, container.Part, "is never asked whether it works: set readinessProbe and, where a restart helps, livenessProbe");
        }
    }
}
