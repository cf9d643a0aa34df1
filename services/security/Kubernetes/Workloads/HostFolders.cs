using Cortex.Security.Kubernetes.Manifests;
using Cortex.Security.Kubernetes.Pods;

namespace Cortex.Security.Kubernetes.Workloads;

/// <summary>Folders of the node with which the node can be taken over, beyond that no folder of it should be there.</summary>
internal static class HostFolders
{
    public const string Sensitive = "kubernetes/sensitive-host-path";
    public const string Socket = "kubernetes/container-socket";

    private static readonly string[] Folders =
    [
        "/", "/boot", "/dev", "/etc", "/home", "/lib/modules", "/proc", "/root", "/run", "/sys", "/usr", "/var", "/var/run",
        "/var/lib", "/var/lib/containerd", "/var/lib/docker", "/var/lib/etcd", "/var/lib/kubelet",
    ];

    private static readonly HashSet<string> Sockets = new(StringComparer.Ordinal)
    {
        "docker.sock", "containerd.sock", "containerd.sock.ttrpc", "crio.sock", "cri-dockerd.sock", "dockershim.sock", "podman.sock", "buildkitd.sock",
    };

    public static void Check(Pod pod, Report report)
    {
        foreach (var volume in Volume.Of(pod))
        {
            if (volume.Body.Field("hostPath", "path") is not { Text: { Length: > 0 } path } at)
                continue;
            var name = Shown.Of(path);
            if (Sockets.Contains(path[(path.LastIndexOf('/') + 1)..]))
                report.Add(Socket, at, volume.Part, $"is {name}, with which whoever has it starts any container on the node as root: remove it and let the API server start what is needed");
            else if (IsSensitive(Normal(path)))
                report.Add(Sensitive, at, volume.Part, $"is {name} of the node, which its system depends on: remove it or narrow it to what is read, mounted read-only");
        }
    }

    /// <summary>The path without empty and relative parts.</summary>
    private static string Normal(string path)
    {
        var parts = new List<string>();
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(p => p != "."))
        {
            if (part != "..")
                parts.Add(part);
            else if (parts.Count > 0)
                parts.RemoveAt(parts.Count - 1);
        }

        return "/" + string.Join('/', parts);
    }

    private static bool IsSensitive(string path) =>
        Folders.Contains(path, StringComparer.Ordinal)
        || path.StartsWith("/etc/kubernetes", StringComparison.Ordinal)
        || path.StartsWith("/proc/", StringComparison.Ordinal)
        || path.StartsWith("/root/", StringComparison.Ordinal)
        || path.StartsWith("/var/lib/kubelet/", StringComparison.Ordinal);
}
