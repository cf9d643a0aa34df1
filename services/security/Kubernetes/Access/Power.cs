namespace Cortex.Security.Kubernetes.Access;

/// <summary>A permission with which one gets more than it says.</summary>
/// <param name="Rule">The rule that reports it.</param>
/// <param name="Group">The API group of the resources.</param>
/// <param name="Resources">Any of these.</param>
/// <param name="Verbs">With any of these.</param>
/// <param name="What">What is wrong and what to write instead.</param>
/// <param name="VerbAlone">Whether the verb, said by name, tells enough whatever the resources.</param>
internal sealed record Power(string Rule, string Group, string[] Resources, string[] Verbs, string What, bool VerbAlone = false)
{
    public const string SecretsAccess = "kubernetes/rbac-secrets-access";
    public const string PodExec = "kubernetes/rbac-pod-exec";
    public const string CreateWorkloads = "kubernetes/rbac-create-workloads";
    public const string NodeProxy = "kubernetes/rbac-node-proxy";
    public const string TokenCreation = "kubernetes/rbac-token-creation";
    public const string CertificateApproval = "kubernetes/rbac-certificate-approval";
    public const string Webhooks = "kubernetes/rbac-webhooks";
    public const string PersistentVolumes = "kubernetes/rbac-persistent-volumes";
    public const string Escalate = "kubernetes/rbac-escalate";
    public const string Bind = "kubernetes/rbac-bind";
    public const string Impersonate = "kubernetes/rbac-impersonate";

    private const string Rbac = "rbac.authorization.k8s.io";

    public static IReadOnlyList<Power> All { get; } =
    [
        new(SecretsAccess, "", ["secrets"], ["get", "list", "watch"], "may read Secrets: name the ones it needs in resourceNames, or mount them in the pod"),
        new(PodExec, "", ["pods/exec", "pods/attach", "pods/portforward", "pods/ephemeralcontainers"], ["create", "get", "update", "patch"], "may run commands in other pods: take pods/exec, pods/attach, pods/portforward and pods/ephemeralcontainers out"),
        new(CreateWorkloads, "", ["pods", "replicationcontrollers"], ["create"], "may create pods, and with them use any Secret and service account of the namespace: leave creating to the deployment pipeline"),
        new(CreateWorkloads, "apps", ["deployments", "daemonsets", "statefulsets", "replicasets"], ["create"], "may create workloads, and with them use any Secret and service account of the namespace: leave creating to the deployment pipeline"),
        new(CreateWorkloads, "batch", ["jobs", "cronjobs"], ["create"], "may create jobs, and with them use any Secret and service account of the namespace: leave creating to the deployment pipeline"),
        new(NodeProxy, "", ["nodes/proxy"], ["get", "create", "update", "patch", "delete"], "may talk to each kubelet past audit and admission: take nodes/proxy out, and use nodes/metrics or nodes/stats for monitoring"),
        new(TokenCreation, "", ["serviceaccounts/token"], ["create"], "may make itself tokens of other service accounts: take serviceaccounts/token out, or name the accounts in resourceNames"),
        new(CertificateApproval, "certificates.k8s.io", ["certificatesigningrequests/approval"], ["update", "patch"], "may approve certificates for anybody: take certificatesigningrequests/approval out"),
        new(Webhooks, "admissionregistration.k8s.io", ["validatingwebhookconfigurations", "mutatingwebhookconfigurations"], ["create", "update", "patch", "delete"], "may read and change whatever is admitted to the cluster: take webhook configurations out, or name them in resourceNames"),
        new(PersistentVolumes, "", ["persistentvolumes"], ["create"], "may create persistent volumes, and so mount folders of nodes: let a storage class make them"),
        new(Escalate, Rbac, ["roles", "clusterroles"], ["escalate"], "may give itself permissions that it has not: take the verb escalate out", VerbAlone: true),
        new(Bind, Rbac, ["roles", "clusterroles"], ["bind"], "may bind roles to anybody, itself included: take the verb bind out, or name the roles in resourceNames", VerbAlone: true),
        new(Impersonate, "", ["users", "groups", "serviceaccounts"], ["impersonate"], "may act as other users: take the verb impersonate out, or name the users in resourceNames", VerbAlone: true),
    ];

    /// <summary>Wildcards for resources are reported as such; here a resource, or a verb that tells enough, has to be named.</summary>
    public bool IsGivenBy(Grant grant)
    {
        if (grant.IsNarrowed)
            return false;
        if (VerbAlone && Verbs.Any(grant.NamesVerb))
            return true;
        return grant.IsOf(Group) && Resources.Any(grant.Names) && Verbs.Any(grant.Allows);
    }
}
