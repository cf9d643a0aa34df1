using Cortex.Documents.Kubernetes;
using Cortex.Documents.Yaml;

namespace Cortex.Inventory.Discovery.Kubernetes;

internal static class KubernetesLabels
{
    private static readonly HashSet<string> Workloads = new(StringComparer.Ordinal)
    {
        "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "ReplicationController", "Job", "CronJob", "Pod", "Rollout",
    };

    private static readonly string[] NamingLabels = ["app", "app.kubernetes.io/name", "k8s-app"];

    public static bool IsWorkload(string kind) => Workloads.Contains(kind);

    /// <summary>The labels that selectors see: of a workload those of its pods, of anything else its own.</summary>
    public static IReadOnlyDictionary<string, string> Of(KubernetesDocument resource) => Read(resource.Kind switch
    {
        "CronJob" => resource.Body.At("spec", "jobTemplate", "spec", "template", "metadata", "labels"),
        var kind when kind != "Pod" && IsWorkload(kind) => resource.Body.At("spec", "template", "metadata", "labels"),
        _ => resource.Body.At("metadata", "labels"),
    });

    public static IReadOnlyDictionary<string, string> Read(YamlValue? labels)
    {
        var read = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in labels?.Entries ?? [])
        {
            if (value.Text is { } text)
                read[key] = text;
        }

        return read;
    }

    /// <summary>What queries call a workload or a Service: its name, what its labels say, and its name in the cluster's DNS.</summary>
    public static IEnumerable<string> NamesOf(KubernetesDocument resource, string? effectiveNamespace)
    {
        if (resource.Kind == "Service")
            return effectiveNamespace is null ? [resource.Name] : [resource.Name, .. new[] { "", ".svc", ".svc.cluster.local" }.Select(end => $"{resource.Name}.{effectiveNamespace}{end}")];
        return IsWorkload(resource.Kind) ? Of(resource).Where(l => NamingLabels.Contains(l.Key, StringComparer.Ordinal)).Select(l => l.Value).Append(resource.Name) : [];
    }
}
