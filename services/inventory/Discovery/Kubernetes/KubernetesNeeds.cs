using Cortex.Documents.Kubernetes;
using Cortex.Documents.Yaml;

namespace Cortex.Inventory.Discovery.Kubernetes;

/// <summary>The resources that one names: https://kubernetes.io/docs/reference/kubernetes-api/.</summary>
internal static class KubernetesNeeds
{
    private static readonly string[][] PodSpecs =
    [
        ["spec", "template", "spec"],
        ["spec", "jobTemplate", "spec", "template", "spec"],
        ["spec"],
    ];

    /// <param name="Namespace">Where it is named; else that of the resource that asks.</param>
    internal readonly record struct Need(string Kind, string Name, string? Namespace = null);

    /// <summary>The kind that others ask for: some resources make a Secret.</summary>
    public static string NameKind(string kind) => kind is "SealedSecret" or "ExternalSecret" ? "Secret" : kind;

    public static string ProducedName(KubernetesDocument resource) =>
        resource.Kind == "ExternalSecret" && resource.Body.At("spec", "target", "name")?.Text is { } name ? name : resource.Name;

    public static IEnumerable<Need> Of(KubernetesDocument resource)
    {
        var spec = resource.Body["spec"];
        var needs = resource.Kind switch
        {
            "Ingress" => Ingress(spec),
            "HTTPRoute" or "GRPCRoute" or "TCPRoute" or "TLSRoute" or "UDPRoute" =>
                Each(spec, "rules").SelectMany(r => Each(r, "backendRefs")).Select(b => Named(b["kind"]?.Text ?? "Service", b["name"], b["namespace"])),
            "IngressRoute" => Each(spec, "routes").SelectMany(r => Each(r, "services")).Select(s => Named("Service", s["name"], s["namespace"])),
            "HorizontalPodAutoscaler" => [Target(spec?["scaleTargetRef"])],
            "VerticalPodAutoscaler" => [Target(spec?["targetRef"])],
            "ScaledObject" => [Target(spec?["scaleTargetRef"])],
            "RoleBinding" or "ClusterRoleBinding" =>
                Each(resource.Body, "subjects").Where(s => s["kind"]?.Text == "ServiceAccount").Select(s => Named("ServiceAccount", s["name"], s["namespace"])).Append(Target(resource.Body["roleRef"])),
            "PersistentVolumeClaim" => [Named("StorageClass", spec?["storageClassName"])],
            _ => PodNeeds(resource),
        };
        return needs.OfType<Need>().Distinct();
    }

    private static IEnumerable<Need?> Ingress(YamlValue? spec) =>
        Each(spec, "rules").SelectMany(r => Each(r["http"], "paths")).Select(p => p["backend"]).Append(spec?["defaultBackend"]).Append(spec?["backend"])
            .Select(b => Named("Service", b?.At("service", "name") ?? b?["serviceName"]))
            .Concat(Each(spec, "tls").Select(t => Named("Secret", t["secretName"])));

    private static IEnumerable<Need?> PodNeeds(KubernetesDocument resource)
    {
        var service = resource.Kind == "StatefulSet" ? Named("Service", resource.Body.At("spec", "serviceName")) : null;
        var pods = KubernetesLabels.IsWorkload(resource.Kind) ? PodSpecs.Select(path => resource.Body.At(path)).OfType<YamlValue>() : [];
        return pods.SelectMany(Pod).Append(service);
    }

    private static IEnumerable<Need?> Pod(YamlValue pod) =>
        Each(pod, "volumes").SelectMany(Volume)
            .Concat(Each(pod, "initContainers").Concat(Each(pod, "containers")).SelectMany(Container))
            .Concat(Each(pod, "imagePullSecrets").Select(s => Named("Secret", s["name"])))
            .Append(Named("ServiceAccount", pod["serviceAccountName"] ?? pod["serviceAccount"]));

    private static IEnumerable<Need?> Volume(YamlValue volume) =>
        Each(volume["projected"], "sources").SelectMany(s => new[] { Named("ConfigMap", s.At("configMap", "name")), Named("Secret", s.At("secret", "name")) })
            .Append(Named("ConfigMap", volume.At("configMap", "name")))
            .Append(Named("Secret", volume.At("secret", "secretName")))
            .Append(Named("PersistentVolumeClaim", volume.At("persistentVolumeClaim", "claimName")));

    private static IEnumerable<Need?> Container(YamlValue container) =>
        Each(container, "envFrom").SelectMany(e => new[] { Named("ConfigMap", e.At("configMapRef", "name")), Named("Secret", e.At("secretRef", "name")) })
            .Concat(Each(container, "env").SelectMany(e => new[]
            {
                Named("ConfigMap", e.At("valueFrom", "configMapKeyRef", "name")), Named("Secret", e.At("valueFrom", "secretKeyRef", "name")),
            }));

    private static Need? Target(YamlValue? reference) => Named(reference?["kind"]?.Text ?? "Deployment", reference?["name"]);

    private static Need? Named(string kind, YamlValue? name, YamlValue? within = null) => name?.Text is { Length: > 0 } text ? new(kind, text, within?.Text) : null;

    private static IReadOnlyList<YamlValue> Each(YamlValue? value, string list) => value?[list]?.Items ?? [];
}
