using Cortex.Security.Kubernetes.Manifests;
using Cortex.Security.Kubernetes.Pods;

namespace Cortex.Security.Kubernetes.PodSecurity.Baseline;

internal static class Sysctls
{
    public const string Rule = "pod-security/baseline/sysctls";

    /// <summary>Those that change nothing but the pod, as of 1.37.</summary>
    private static readonly HashSet<string> Safe = new(StringComparer.Ordinal)
    {
        "kernel.shm_rmid_forced",
        "net.ipv4.ip_local_port_range",
        "net.ipv4.ip_local_reserved_ports",
        "net.ipv4.ip_unprivileged_port_start",
        "net.ipv4.ping_group_range",
        "net.ipv4.tcp_fin_timeout",
        "net.ipv4.tcp_keepalive_intvl",
        "net.ipv4.tcp_keepalive_probes",
        "net.ipv4.tcp_keepalive_time",
        "net.ipv4.tcp_notsent_lowat",
        "net.ipv4.tcp_rmem",
        "net.ipv4.tcp_slow_start_after_idle",
        "net.ipv4.tcp_syncookies",
        "net.ipv4.tcp_wmem",
    };

    public static void Check(Pod pod, Report report)
    {
        foreach (var sysctl in pod.Security.Each("sysctls"))
        {
            if (!Safe.Contains(sysctl["name"].Words()))
                report.Add(Rule, sysctl["name"] ?? sysctl, $"sysctl {Shown.Of(sysctl["name"].Words())}", "is not one of the safe sysctls: remove it and set it on the node where it is needed");
        }
    }
}
