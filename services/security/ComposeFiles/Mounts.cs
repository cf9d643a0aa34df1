using Cortex.Contracts.Findings;
using Cortex.Documents.Yaml;

namespace Cortex.Security.ComposeFiles;

/// <summary>What of the host a service gets to see.</summary>
internal static class Mounts
{
    private static readonly string[] Sockets = ["/docker.sock", "/containerd.sock", "/podman.sock", "/crio.sock", "/docker_engine"];

    private static readonly HashSet<string> Sensitive = new(StringComparer.Ordinal)
    {
        "/", "/bin", "/boot", "/dev", "/etc", "/home", "/lib", "/lib64", "/opt", "/proc", "/root", "/run", "/sbin", "/sys", "/usr", "/var", "/var/run", "/var/lib", "/var/lib/docker", "/var/lib/kubelet",
        "/etc/passwd", "/etc/shadow", "/etc/sudoers", "/etc/ssh", "/etc/kubernetes", "/var/lib/containerd", "~", "$HOME", "${HOME}",
    };

    private static readonly string[] Personal = [".ssh", ".aws", ".kube", ".gnupg", ".docker", ".azure", ".config/gcloud"];

    public static void Look(ServiceLook look)
    {
        foreach (var volume in look.Service.Own["volumes"]?.Items ?? [])
        {
            if (Source(volume) is not { } source)
                continue;
            var path = source.Length > 1 ? source.TrimEnd('/', '\\') : source;
            if (Array.Exists(Sockets, socket => path.Replace('\\', '/').EndsWith(socket, StringComparison.Ordinal)))
                look.Report("docker-socket", volume.Line, $"The service has {path}: whoever takes it over starts containers with the host's files and so is root on the host; leave it out, or put a proxy before it that lets only reading through.");
            else if (Sensitive.Contains(path) || IsPersonal(path))
                look.Report("sensitive-host-path", volume.Line, $"The service has {path} of the host; mount only the folder it needs.", path, IsReadOnly(volume) ? Severity.Low : null);
        }
    }

    private static string? Source(YamlValue volume)
    {
        if (volume is YamlMapping)
            return volume["type"]?.Text is "bind" or "npipe" or null ? volume["source"]?.Text ?? volume["src"]?.Text : null;
        if (volume.Text is not { } text)
            return null;
        // The colon of "${HOME:-/root}" parts nothing.
        var close = text.StartsWith("${", StringComparison.Ordinal) ? text.IndexOf('}', StringComparison.Ordinal) : 0;
        var colon = text.IndexOf(':', Math.Max(0, close));
        return colon > 0 ? text[..colon] : null;
    }

    private static bool IsReadOnly(YamlValue volume) =>
        volume["read_only"]?.Text == "true" || volume.Text?.Split(':')[^1].Split(',').Contains("ro", StringComparer.Ordinal) == true;

    private static bool IsPersonal(string path) =>
        (path.StartsWith('~') || path.StartsWith("$HOME", StringComparison.Ordinal) || path.StartsWith("${HOME", StringComparison.Ordinal) || path.StartsWith("/root/", StringComparison.Ordinal) || path.StartsWith("/home/", StringComparison.Ordinal))
        && Array.Exists(Personal, folder => path.Contains("/" + folder, StringComparison.Ordinal));
}
