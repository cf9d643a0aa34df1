namespace Cortex.Security.Tests.Kubernetes;

public sealed class AccessAndNetworkTests
{
    [Fact]
    public void What_a_wildcard_gives_is_not_listed_again() =>
        Assert.Equal(["kubernetes/rbac-wildcard-api-groups", "kubernetes/rbac-wildcard-resources", "kubernetes/rbac-wildcard-verbs"], Role("- { apiGroups: ['*'], resources: ['*'], verbs: ['*'] }"));

    [Fact]
    public void A_resource_by_name_counts_with_every_verb_as_with_its_own() =>
        Assert.Equal(["kubernetes/rbac-bind", "kubernetes/rbac-escalate", "kubernetes/rbac-wildcard-verbs"], Role("- { apiGroups: [rbac.authorization.k8s.io], resources: [roles], verbs: ['*'] }"));

    [Fact]
    public void A_subresource_counts_by_its_pattern() =>
        Assert.Equal(["kubernetes/rbac-pod-exec"], Role("- { apiGroups: [''], resources: ['pods/*'], verbs: [create] }"));

    [Fact]
    public void A_resource_of_that_name_in_another_group_is_another() =>
        Assert.Empty(Role("- { apiGroups: [vault.example.com], resources: [secrets], verbs: [get] }"));

    [Fact]
    public void Policies_of_the_namespace_count_wherever_they_stand()
    {
        const string pod = "apiVersion: v1\nkind: Pod\nmetadata: { name: web, namespace: shop, labels: { app: web } }\nspec: { containers: [ { name: a, image: a } ] }\n";
        static string Policy(string kind, string version, string within) => $"apiVersion: {version}\nkind: {kind}\nmetadata: {{ name: p, namespace: {within} }}\nspec: {{ podSelector: {{ matchExpressions: [ {{ key: app, operator: NotIn, values: [cache] }} ] }} }}\n";
        string[] With(string policy) => [.. Checkout.Scan(("a/pod.yaml", pod), ("b/policy.yaml", policy)).Of("kubernetes/no-network-policy").Select(d => d.Subject)];
        Assert.Empty(With(Policy("NetworkPolicy", "networking.k8s.io/v1", "shop")));
        Assert.Empty(With(Policy("CiliumNetworkPolicy", "cilium.io/v2", "shop")));
        Assert.Empty(With(Policy("GlobalNetworkPolicy", "crd.projectcalico.org/v1", "any")));
        Assert.Equal(["namespace shop"], With(Policy("NetworkPolicy", "networking.k8s.io/v1", "office")));
        Assert.Equal(["namespace shop"], With(Policy("NetworkPolicy", "networking.k8s.io/v1", "shop").Replace("NotIn", "In", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("DB_PASSWORD", "hunter22", true)]
    [InlineData("STRIPE_API_KEY", "abcd-efgh", true)]
    [InlineData("githubToken", "abcdefgh", true)]
    [InlineData("DB_PASSWORD", "", false)]
    [InlineData("DB_PASSWORD", "$(FROM_VAULT)", false)]
    [InlineData("DB_PASSWORD_FILE", "db-password", false)]
    [InlineData("TOKEN_URL", "https-is-elsewhere", false)]
    [InlineData("MAX_TOKENS", "4096", false)]
    [InlineData("SECRET_NAME", "web-secret", false)]
    [InlineData("USE_TOKEN", "true", false)]
    [InlineData("STOREFRONT", "hunter22", false)]
    public void Variables_that_hold_secrets(string name, string value, bool isSecret) =>
        Assert.Equal(isSecret, Checkout.Scan($"apiVersion: v1\nkind: Pod\nmetadata: {{ name: web }}\nspec: {{ containers: [ {{ name: a, image: a, env: [ {{ name: {name}, value: '{value}' }} ] }} ] }}\n").Of("kubernetes/secret-in-env").Any());

    [Fact]
    public void A_removed_version_is_named_with_what_took_its_place()
    {
        var title = Assert.Single(Checkout.Scan("apiVersion: batch/v1beta1\nkind: CronJob\nmetadata: { name: report }\nspec: {}\n").Of("kubernetes/removed-api")).Title;
        Assert.Contains("Kubernetes 1.25 and newer refuse: use batch/v1", title, StringComparison.Ordinal);
    }

    private static string[] Role(string rule) => Checkout.Scan($"apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {{ name: web }}\nrules:\n  {rule}\n").Rules();
}
