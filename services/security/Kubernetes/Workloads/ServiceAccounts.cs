using Cortex.Security.Kubernetes.Manifests;
using Cortex.Security.Kubernetes.Pods;

namespace Cortex.Security.Kubernetes.Workloads;

/// <summary>The identity that a pod has towards the API server.</summary>
internal static class ServiceAccounts
{
    public const string TokenMounted = "kubernetes/service-account-token-mounted";
    public const string Default = "kubernetes/default-service-account";

    public static void Check(Pod pod, Report report)
    {
        if (pod.Spec.Field("automountServiceAccountToken") is { } mounted && mounted.IsTrue())
            report.Add(TokenMounted, mounted, null, "asks for a token of the API server in each container: remove automountServiceAccountToken or set it to false, and project a token where it is used");
        if ((pod.Spec.Field("serviceAccountName") ?? pod.Spec.Field("serviceAccount")) is { Text: "default" } account
            && pod.Spec.Field("automountServiceAccountToken").Flag() != false)
            report.Add(Default, account, null, "uses the service account that everything in the namespace shares: give it one of its own, or set automountServiceAccountToken to false");
    }

    public static void Check(Resource resource, Report report)
    {
        if (resource is not { Kind: "ServiceAccount", Group: "" })
            return;
        var mounted = resource.Body.Field("automountServiceAccountToken");
        if (mounted.IsTrue())
            report.Add(TokenMounted, mounted!, null, "gives a token of the API server to each pod that uses it: set automountServiceAccountToken to false, and ask for the token in the pods that use it");
        else if (resource.Name == "default" && mounted.Flag() != false)
            report.Add(Default, resource.Body, null, "gives its token to every pod that names no service account: set automountServiceAccountToken to false");
    }
}
