using Cortex.Security.Kubernetes.Manifests;
using Cortex.Security.Kubernetes.Pods;

namespace Cortex.Security.Kubernetes.PodSecurity.Baseline;

/// <summary>What a container may add to the capabilities that runtimes give anyway. Names are compared as the API server has them: in capitals, without CAP_.</summary>
internal static class Capabilities
{
    public const string Rule = "pod-security/baseline/capabilities";

    private static readonly HashSet<string> Allowed = new(StringComparer.Ordinal)
    {
        "AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "MKNOD", "NET_BIND_SERVICE", "SETFCAP", "SETGID", "SETPCAP", "SETUID", "SYS_CHROOT",
    };

    /// <summary>With one of these a process gets out of its container, by the documented powers of each: capabilities(7).</summary>
    private static readonly HashSet<string> LeadOut = new(StringComparer.Ordinal)
    {
        "ALL", "SYS_ADMIN", "SYS_MODULE", "SYS_RAWIO", "SYS_PTRACE", "SYS_BOOT", "DAC_READ_SEARCH", "BPF", "MAC_ADMIN",
    };

    public static bool IsAllowed(string capability) => Allowed.Contains(capability);

    public static void Check(Pod pod, Report report)
    {
        foreach (var container in pod.Containers)
        {
            var added = container.Security.Field("capabilities").Each("add");
            var forbidden = added.Where(c => !Allowed.Contains(c.Words())).ToList();
            if (forbidden.Count == 0)
                continue;
            var names = forbidden.Select(c => c.Words()).ToList();
            var dangerous = names.Where(LeadOut.Contains).ToList();
            report.Add(
                Rule,
                forbidden[0],
                container.Part,
                $"adds {Shown.Of(names)}{(dangerous.Count > 0 ? $", of which {Shown.Of(dangerous)} can lead out of the container" : "")}: take {(names.Count == 1 ? "it" : "them")} out of capabilities.add",
                dangerous.Count > 0 ? Contracts.Findings.Severity.High : null);
        }
    }
}
