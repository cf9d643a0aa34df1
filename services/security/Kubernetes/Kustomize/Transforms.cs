using Cortex.Documents.Yaml;
using Cortex.Security.Kubernetes.Manifests;

namespace Cortex.Security.Kubernetes.Kustomize;

/// <summary>What a kustomization does to all of its resources alike.</summary>
internal static class Transforms
{
    private static readonly HashSet<string> ClusterScoped = new(StringComparer.Ordinal)
    {
        "Namespace", "Node", "PersistentVolume", "ClusterRole", "ClusterRoleBinding", "CustomResourceDefinition", "StorageClass", "IngressClass", "PriorityClass", "RuntimeClass",
        "MutatingWebhookConfiguration", "ValidatingWebhookConfiguration", "ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding", "APIService", "CSIDriver", "VolumeAttachment",
        "ClusterIssuer", "GatewayClass", "ClusterPolicy", "PodSecurityPolicy",
    };

    private static readonly string[][] Templates = [["spec", "template"], ["spec", "jobTemplate", "spec", "template"], ["template"]];

    public static List<Resource> Apply(Kustomization kustomization, List<Resource> resources) =>
        [.. resources.Select(r => Replicas(kustomization, Images.Apply(kustomization, Labels(kustomization, Renamed(kustomization, Namespaced(kustomization, r))))))];

    private static Resource Namespaced(Kustomization kustomization, Resource resource) =>
        kustomization.Body.Field("namespace") is { Text: { Length: > 0 } name } at && !ClusterScoped.Contains(resource.Kind)
            ? resource with { Namespace = name, NamespaceAt = (at, kustomization.File.Path) }
            : resource;

    private static Resource Renamed(Kustomization kustomization, Resource resource)
    {
        var (prefix, suffix) = (kustomization.Body.Field("namePrefix").Words(), kustomization.Body.Field("nameSuffix").Words());
        return prefix.Length + suffix.Length == 0 || resource.Kind is "Namespace" or "CustomResourceDefinition" ? resource : resource with { Renamed = $"{prefix}{resource.Renamed ?? resource.Name}{suffix}" };
    }

    private static Resource Labels(Kustomization kustomization, Resource resource)
    {
        foreach (var (key, value) in kustomization.Body.Field("commonLabels")?.Entries ?? [])
            resource = Labelled(resource, key, value, ofTemplates: true, ofSelectors: true);
        foreach (var labels in kustomization.Body.Each("labels"))
        {
            var ofSelectors = labels.Field("includeSelectors").IsTrue();
            foreach (var (key, value) in labels.Field("pairs")?.Entries ?? [])
                resource = Labelled(resource, key, value, ofSelectors || labels.Field("includeTemplates").IsTrue(), ofSelectors);
        }

        return resource;
    }

    private static Resource Labelled(Resource resource, string key, YamlValue value, bool ofTemplates, bool ofSelectors)
    {
        var body = resource.Body.WithAt(["metadata", "labels", key], value);
        if (ofTemplates)
        {
            foreach (var template in Templates)
                body = body.Changed(template, t => t.WithAt(["metadata", "labels", key], value));
        }

        if (ofSelectors && resource.Kind == "NetworkPolicy")
            body = body.Changed(["spec", "podSelector"], s => s.WithAt(["matchLabels", key], value));
        return resource with { Body = body };
    }

    private static Resource Replicas(Kustomization kustomization, Resource resource)
    {
        foreach (var entry in kustomization.Body.Each("replicas"))
        {
            if (resource.Kind is "Deployment" or "ReplicaSet" or "StatefulSet" or "ReplicationController" && entry["name"].Words() is var name
                && (name == resource.Name || name == resource.Renamed) && entry.Field("count") is { } count)
                resource = resource with { Body = resource.Body.WithAt(["spec", "replicas"], count) };
        }

        return resource;
    }
}
