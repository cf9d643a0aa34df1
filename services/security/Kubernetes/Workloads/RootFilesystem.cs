using Cortex.Security.Kubernetes.Manifests;
using Cortex.Security.Kubernetes.Pods;

namespace Cortex.Security.Kubernetes.Workloads;

internal static class RootFilesystem
{
    public const string Rule = "kubernetes/writable-root-filesystem";

    public static void Check(Pod pod, Report report)
    {
        if (pod.IsWindows)
            return;
        foreach (var container in pod.Containers.Where(c => !c.IsEphemeral && !c.Security.Field("readOnlyRootFilesystem").IsTrue()))
            report.Add(
                Rule,
                container.Nearest("securityContext", "readOnlyRootFilesystem"),
                container.Part,
                "may change its own programs: set securityContext.readOnlyRootFilesystem to true and mount an emptyDir where it writes");
    }
}
