using Cortex.Security.Kubernetes.Manifests;

namespace Cortex.Security.Kubernetes.Network;

internal static class Ingresses
{
    public const string WithoutTls = "kubernetes/ingress-without-tls";
    public const string Snippet = "kubernetes/ingress-snippet";

    public static void Check(Resource resource, Report report)
    {
        if (resource is not { Kind: "Ingress", Group: "networking.k8s.io" or "extensions" })
            return;
        var spec = resource.Body.Field("spec");
        var annotations = resource.Body.Field("metadata", "annotations");
        if (spec is not null && spec.Each("tls").Count == 0 && !HasTlsElsewhere(annotations))
            report.Add(WithoutTls, spec, null, "serves without TLS: set spec.tls with the host and the Secret of its certificate");
        foreach (var (key, value) in annotations?.Entries ?? [])
        {
            if (key.StartsWith("nginx.", StringComparison.Ordinal) && key.EndsWith("-snippet", StringComparison.Ordinal))
                report.Add(Snippet, value, $"annotation {Shown.Of(key)}", "writes into the controller's own configuration, and so reads every Secret that it can (CVE-2021-25742): use the annotation or filter made for the purpose");
        }
    }

    /// <summary>Load balancers of clouds that end TLS by annotation.</summary>
    private static bool HasTlsElsewhere(Documents.Yaml.YamlValue? annotations) => annotations.Pairs().Any(a => a.Key is
        "alb.ingress.kubernetes.io/certificate-arn" or "ingress.gcp.kubernetes.io/pre-shared-cert" or "networking.gke.io/managed-certificates"
        or "appgw.ingress.kubernetes.io/appgw-ssl-certificate" or "service.beta.kubernetes.io/aws-load-balancer-ssl-cert");
}
