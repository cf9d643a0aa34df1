using Cortex.Security.Kubernetes.Pods;
using Cortex.Security.Kubernetes.PodSecurity.Baseline;
using Cortex.Security.Kubernetes.PodSecurity.Restricted;

namespace Cortex.Security.Kubernetes.PodSecurity;

/// <summary>
/// The controls of the Pod Security Standards as the latest policy version of k8s.io/pod-security-admission decides them. What baseline forbids
/// restricted forbids too; it is reported once, at the lower level.
/// </summary>
internal static class PodSecurityStandards
{
    public static IReadOnlyList<Action<Pod, Report>> Checks { get; } =
    [
        HostProcess.Check, HostNamespaces.Check, Privileged.Check, Capabilities.Check, HostPathVolumes.Check, HostPorts.Check, HostProbes.Check,
        AppArmorProfile.Check, SELinuxOptions.Check, ProcMount.Check, SeccompProfile.Check, Sysctls.Check,
        VolumeTypes.Check, AllowPrivilegeEscalation.Check, RunAsNonRoot.Check, RunAsUser.Check, SeccompRequired.Check, CapabilitiesDropped.Check, ProcMountMasked.Check,
    ];
}
