using Cortex.Security.Kubernetes.Manifests;
using Cortex.Security.Kubernetes.Pods;

namespace Cortex.Security.Kubernetes.PodSecurity.Baseline;

/// <summary>Probes and lifecycle hooks that the kubelet sends to an address of the pod's choice.</summary>
internal static class HostProbes
{
    public const string Rule = "pod-security/baseline/host-probes";

    private static readonly string[][] Handlers =
    [
        ["livenessProbe"], ["readinessProbe"], ["startupProbe"], ["lifecycle", "postStart"], ["lifecycle", "preStop"],
    ];

    public static void Check(Pod pod, Report report)
    {
        foreach (var container in pod.Containers)
        {
            var hosts = from handler in Handlers
                        from action in (string[])["httpGet", "tcpSocket"]
                        let host = container.Body.Field(handler).Field(action, "host")
                        where host.Words().Length > 0
                        select (Handler: handler[^1], Host: host);
            if (hosts.FirstOrDefault() is { Host: { } first, Handler: var name })
                report.Add(Rule, first, container.Part, $"has the node ask {Shown.Of(first.Words())} in its {name}: remove host, so that the pod itself is asked");
        }
    }
}
