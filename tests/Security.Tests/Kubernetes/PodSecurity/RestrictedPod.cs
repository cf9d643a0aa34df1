namespace Cortex.Security.Tests.Kubernetes.PodSecurity;

/// <summary>A pod that passes the restricted level, with something put into it; of a key that is there twice the last one counts.</summary>
internal sealed record RestrictedPod
{
    public string Annotations { get; init; } = "";

    public string Spec { get; init; } = "";

    public string OfPod { get; init; } = "";

    /// <summary>Into the security context of the first container.</summary>
    public string OfContainer { get; init; } = "";

    /// <summary>Into that of the init container.</summary>
    public string OfInit { get; init; } = "";

    public string Container { get; init; } = "";

    public string Yaml => $$"""
        apiVersion: v1
        kind: Pod
        metadata: { name: web, annotations: { {{Annotations}} } }
        spec: {
          securityContext: { runAsNonRoot: true, seccompProfile: { type: RuntimeDefault }, {{OfPod}} },
          containers: [ { name: web, image: web, securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: [ALL] }, {{OfContainer}} }, {{Container}} } ],
          initContainers: [ { name: init, image: init, securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: [ALL] }, {{OfInit}} } } ],
          {{Spec}}
        }
        """;

    public string[] Forbidden => Checkout.Scan(Yaml).Rules("pod-security/");
}
