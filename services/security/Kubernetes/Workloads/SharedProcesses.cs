using Cortex.Security.Kubernetes.Manifests;
using Cortex.Security.Kubernetes.Pods;

namespace Cortex.Security.Kubernetes.Workloads;

internal static class SharedProcesses
{
    public const string Rule = "kubernetes/share-process-namespace";

    public static void Check(Pod pod, Report report)
    {
        if (pod.Spec.Field("shareProcessNamespace") is { } shared && shared.IsTrue())
            report.Add(Rule, shared, null, "lets its containers see each other's processes, environments and files: remove shareProcessNamespace");
    }
}
