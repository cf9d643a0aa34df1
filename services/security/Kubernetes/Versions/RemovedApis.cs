using Cortex.Security.Kubernetes.Manifests;

namespace Cortex.Security.Kubernetes.Versions;

/// <summary>API versions that clusters stopped serving: https://kubernetes.io/docs/reference/using-api/deprecation-guide/.</summary>
internal static class RemovedApis
{
    public const string Rule = "kubernetes/removed-api";

    private sealed record Removal(string In, string Instead);

    private static readonly Dictionary<(string ApiVersion, string Kind), Removal> Removals = new()
    {
        [("extensions/v1beta1", "Deployment")] = new("1.16", "apps/v1"),
        [("extensions/v1beta1", "DaemonSet")] = new("1.16", "apps/v1"),
        [("extensions/v1beta1", "ReplicaSet")] = new("1.16", "apps/v1"),
        [("extensions/v1beta1", "NetworkPolicy")] = new("1.16", "networking.k8s.io/v1"),
        [("extensions/v1beta1", "PodSecurityPolicy")] = new("1.16", "the labels of Pod Security Admission"),
        [("extensions/v1beta1", "Ingress")] = new("1.22", "networking.k8s.io/v1"),
        [("apps/v1beta1", "Deployment")] = new("1.16", "apps/v1"),
        [("apps/v1beta1", "StatefulSet")] = new("1.16", "apps/v1"),
        [("apps/v1beta2", "Deployment")] = new("1.16", "apps/v1"),
        [("apps/v1beta2", "StatefulSet")] = new("1.16", "apps/v1"),
        [("apps/v1beta2", "DaemonSet")] = new("1.16", "apps/v1"),
        [("apps/v1beta2", "ReplicaSet")] = new("1.16", "apps/v1"),
        [("admissionregistration.k8s.io/v1beta1", "MutatingWebhookConfiguration")] = new("1.22", "admissionregistration.k8s.io/v1"),
        [("admissionregistration.k8s.io/v1beta1", "ValidatingWebhookConfiguration")] = new("1.22", "admissionregistration.k8s.io/v1"),
        [("apiextensions.k8s.io/v1beta1", "CustomResourceDefinition")] = new("1.22", "apiextensions.k8s.io/v1"),
        [("apiregistration.k8s.io/v1beta1", "APIService")] = new("1.22", "apiregistration.k8s.io/v1"),
        [("authentication.k8s.io/v1beta1", "TokenReview")] = new("1.22", "authentication.k8s.io/v1"),
        [("authorization.k8s.io/v1beta1", "SubjectAccessReview")] = new("1.22", "authorization.k8s.io/v1"),
        [("authorization.k8s.io/v1beta1", "LocalSubjectAccessReview")] = new("1.22", "authorization.k8s.io/v1"),
        [("authorization.k8s.io/v1beta1", "SelfSubjectAccessReview")] = new("1.22", "authorization.k8s.io/v1"),
        [("certificates.k8s.io/v1beta1", "CertificateSigningRequest")] = new("1.22", "certificates.k8s.io/v1"),
        [("coordination.k8s.io/v1beta1", "Lease")] = new("1.22", "coordination.k8s.io/v1"),
        [("networking.k8s.io/v1beta1", "Ingress")] = new("1.22", "networking.k8s.io/v1"),
        [("networking.k8s.io/v1beta1", "IngressClass")] = new("1.22", "networking.k8s.io/v1"),
        [("rbac.authorization.k8s.io/v1beta1", "ClusterRole")] = new("1.22", "rbac.authorization.k8s.io/v1"),
        [("rbac.authorization.k8s.io/v1beta1", "ClusterRoleBinding")] = new("1.22", "rbac.authorization.k8s.io/v1"),
        [("rbac.authorization.k8s.io/v1beta1", "Role")] = new("1.22", "rbac.authorization.k8s.io/v1"),
        [("rbac.authorization.k8s.io/v1beta1", "RoleBinding")] = new("1.22", "rbac.authorization.k8s.io/v1"),
        [("scheduling.k8s.io/v1beta1", "PriorityClass")] = new("1.22", "scheduling.k8s.io/v1"),
        [("storage.k8s.io/v1beta1", "CSIDriver")] = new("1.22", "storage.k8s.io/v1"),
        [("storage.k8s.io/v1beta1", "CSINode")] = new("1.22", "storage.k8s.io/v1"),
        [("storage.k8s.io/v1beta1", "StorageClass")] = new("1.22", "storage.k8s.io/v1"),
        [("storage.k8s.io/v1beta1", "VolumeAttachment")] = new("1.22", "storage.k8s.io/v1"),
        [("batch/v1beta1", "CronJob")] = new("1.25", "batch/v1"),
        [("discovery.k8s.io/v1beta1", "EndpointSlice")] = new("1.25", "discovery.k8s.io/v1"),
        [("events.k8s.io/v1beta1", "Event")] = new("1.25", "events.k8s.io/v1"),
        [("autoscaling/v2beta1", "HorizontalPodAutoscaler")] = new("1.25", "autoscaling/v2"),
        [("autoscaling/v2beta2", "HorizontalPodAutoscaler")] = new("1.26", "autoscaling/v2"),
        [("policy/v1beta1", "PodDisruptionBudget")] = new("1.25", "policy/v1"),
        [("policy/v1beta1", "PodSecurityPolicy")] = new("1.25", "the labels of Pod Security Admission"),
        [("node.k8s.io/v1beta1", "RuntimeClass")] = new("1.25", "node.k8s.io/v1"),
        [("storage.k8s.io/v1beta1", "CSIStorageCapacity")] = new("1.27", "storage.k8s.io/v1"),
        [("flowcontrol.apiserver.k8s.io/v1beta1", "FlowSchema")] = new("1.26", "flowcontrol.apiserver.k8s.io/v1"),
        [("flowcontrol.apiserver.k8s.io/v1beta1", "PriorityLevelConfiguration")] = new("1.26", "flowcontrol.apiserver.k8s.io/v1"),
        [("flowcontrol.apiserver.k8s.io/v1beta2", "FlowSchema")] = new("1.29", "flowcontrol.apiserver.k8s.io/v1"),
        [("flowcontrol.apiserver.k8s.io/v1beta2", "PriorityLevelConfiguration")] = new("1.29", "flowcontrol.apiserver.k8s.io/v1"),
        [("flowcontrol.apiserver.k8s.io/v1beta3", "FlowSchema")] = new("1.32", "flowcontrol.apiserver.k8s.io/v1"),
        [("flowcontrol.apiserver.k8s.io/v1beta3", "PriorityLevelConfiguration")] = new("1.32", "flowcontrol.apiserver.k8s.io/v1"),
    };

    public static void Check(Resource resource, Report report)
    {
        if (Removals.TryGetValue((resource.ApiVersion, resource.Kind), out var removal))
            report.Add(Rule, resource.Body["apiVersion"] ?? resource.Body, null, $"is of {resource.ApiVersion}, which Kubernetes {removal.In} and newer refuse: use {removal.Instead}");
    }
}
