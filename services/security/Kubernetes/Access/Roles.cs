using Cortex.Security.Kubernetes.Manifests;

namespace Cortex.Security.Kubernetes.Access;

/// <summary>What a Role or ClusterRole allows. One that is too wide is reported once per reason, at the first rule that is.</summary>
internal static class Roles
{
    public const string WildcardVerbs = "kubernetes/rbac-wildcard-verbs";
    public const string WildcardResources = "kubernetes/rbac-wildcard-resources";
    public const string WildcardGroups = "kubernetes/rbac-wildcard-api-groups";

    public static void Check(Resource resource, Report report)
    {
        if (resource is not { Kind: "Role" or "ClusterRole", Group: "rbac.authorization.k8s.io" or "authorization.openshift.io" })
            return;
        foreach (var grant in resource.Body.Each("rules").Select(rule => new Grant(rule)))
        {
            if (grant.HasAllVerbs)
                report.Add(WildcardVerbs, grant.At("verbs"), null, "allows every verb, also those to come: list the verbs that are used");
            if (grant.HasAllResources)
                report.Add(WildcardResources, grant.At("resources"), null, "is for every resource, Secrets and roles included: list the resources that are used");
            if (grant.HasAllGroups)
                report.Add(WildcardGroups, grant.At("apiGroups"), null, "is for every API group, also those that are installed later: list the groups that are used");
            foreach (var power in Power.All.Where(p => p.IsGivenBy(grant)))
                report.Add(power.Rule, power.VerbAlone ? grant.At("verbs") : grant.At("resources"), null, power.What);
        }
    }
}
