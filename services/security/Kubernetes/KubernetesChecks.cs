using Cortex.Security.Kubernetes.Access;
using Cortex.Security.Kubernetes.Manifests;
using Cortex.Security.Kubernetes.Network;
using Cortex.Security.Kubernetes.Pods;
using Cortex.Security.Kubernetes.PodSecurity;
using Cortex.Security.Kubernetes.Versions;
using Cortex.Security.Kubernetes.Workloads;

namespace Cortex.Security.Kubernetes;

/// <summary>Everything that is checked of one resource by itself.</summary>
internal static class KubernetesChecks
{
    private static readonly Action<Resource, Report>[] OfResources =
    [
        Roles.Check, Bindings.Check, ServiceAccounts.Check, ExposedServices.Check, Ingresses.Check, OpenPolicies.Check, RemovedApis.Check,
    ];

    private static readonly Action<Pod, Report>[] OfPods =
    [
        .. PodSecurityStandards.Checks,
        ImageTags.Check, ResourceLimits.Check, Probes.Check, RootFilesystem.Check, RootGroup.Check, HostFolders.Check, ServiceAccounts.Check,
        SharedProcesses.Check, HostAliases.Check, SecretEnvironment.Check,
    ];

    public static void Run(IReadOnlyList<Pod> pods, Report report)
    {
        foreach (var check in OfResources)
            check(report.Resource, report);
        foreach (var pod in pods)
        {
            foreach (var check in OfPods)
                check(pod, report);
        }
    }
}
