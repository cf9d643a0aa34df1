using Cortex.Security.Kubernetes.Manifests;
using Cortex.Documents.Yaml;

namespace Cortex.Security.Kubernetes.Access;

/// <summary>To whom a RoleBinding or ClusterRoleBinding gives its role.</summary>
internal static class Bindings
{
    public const string ClusterAdmin = "kubernetes/rbac-cluster-admin";
    public const string Everyone = "kubernetes/rbac-bound-to-everyone";
    public const string Masters = "kubernetes/rbac-system-masters";
    public const string DefaultAccount = "kubernetes/rbac-default-service-account";

    /// <summary>Roles that Kubernetes itself binds to everybody, to tell them what the cluster offers.</summary>
    private static readonly HashSet<string> Harmless = new(StringComparer.Ordinal) { "system:basic-user", "system:discovery", "system:public-info-viewer", "system:service-account-issuer-discovery" };

    public static void Check(Resource resource, Report report)
    {
        if (resource is not { Kind: "RoleBinding" or "ClusterRoleBinding", Group: "rbac.authorization.k8s.io" or "authorization.openshift.io" })
            return;
        var role = resource.Body.Field("roleRef", "name");
        var subjects = resource.Body.Each("subjects");
        if (role.Words() == "cluster-admin" && !subjects.All(s => s["name"].Words() == "system:masters"))
            report.Add(ClusterAdmin, role!, null, "gives everything in the cluster: bind a role that allows what is used");
        foreach (var subject in subjects)
            Check(subject, role.Words(), report);
    }

    private static void Check(YamlValue subject, string role, Report report)
    {
        var name = subject["name"].Words();
        var at = subject["name"] ?? subject;
        switch (subject["kind"].Words(), name)
        {
            case ("Group", "system:authenticated" or "system:unauthenticated" or "system:serviceaccounts") or ("User", "system:anonymous"):
                if (!Harmless.Contains(role))
                    report.Add(Everyone, at, $"subject {name}", $"gives {Shown.Of(role)} to {(name is "system:authenticated" or "system:serviceaccounts" ? "everybody who can log in" : "everybody, without a login")}: name the users, groups or service accounts that need it");
                break;
            case ("Group", "system:masters"):
                if (role != "cluster-admin")
                    report.Add(Masters, at, null, "uses the group system:masters, whose members pass every check of authorization: bind a group of your own");
                break;
            case ("ServiceAccount", "default"):
                report.Add(DefaultAccount, at, $"subject {Shown.Of(subject["namespace"].Words() is { Length: > 0 } within ? within + "/default" : "default")}", "gives its role to every pod that names no service account: bind an account of its own");
                break;
        }
    }
}
