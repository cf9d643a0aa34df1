using System.Text;

namespace Cortex.Security.Tests.Kubernetes;

public sealed class HostileTests
{
    private const string Head = "apiVersion: v1\nkind: Pod\nmetadata: { name: web }\n";

    [Fact]
    public void Aliases_that_would_grow_without_end_are_a_problem()
    {
        var text = new StringBuilder("apiVersion: v1\nkind: Pod\nmetadata: { name: web }\na0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (var i = 1; i < 9; i++)
            text.Append($"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 9))}]\n");
        Assert.Equal("broken-manifest", Assert.Single(Checkout.Scan(text.ToString()).Problems).Rule);
    }

    [Fact]
    public void Too_deep_a_file_is_a_problem() =>
        Assert.Equal("broken-manifest", Assert.Single(Checkout.Scan(Head + "spec: " + new string('[', 5000) + new string(']', 5000) + "\n").Problems).Rule);

    [Fact]
    public void More_containers_than_any_pod_has_are_a_problem()
    {
        var found = Checkout.Scan(Head + "spec:\n  containers:\n" + string.Concat(Enumerable.Range(0, 20_000).Select(i => $"    - {{ name: c{i}, image: a }}\n")));
        Assert.Equal("too-many-containers", Assert.Single(found.Problems).Rule);
        Assert.InRange(found.Of("kubernetes/untagged-image").Count(), 1, 500);
    }

    [Fact]
    public void A_role_of_very_many_rules_is_reported_once_per_reason()
    {
        var rules = string.Concat(Enumerable.Repeat("  - { apiGroups: [''], resources: [secrets], verbs: ['*'] }\n", 20_000));
        var found = Checkout.Scan("apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: { name: web }\nrules:\n" + rules);
        Assert.Equal(["kubernetes/rbac-secrets-access", "kubernetes/rbac-wildcard-verbs"], found.Found.Select(d => d.Rule).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Of_a_key_that_is_there_twice_the_last_counts_as_kubectl_has_it()
    {
        var found = Checkout.Scan(Head + "spec:\n  hostPID: true\n  hostPID: false\n  hostIPC: false\n  hostIPC: true\n  containers: []\n");
        Assert.Equal("Pod/web hostIPC", Assert.Single(found.Of("pod-security/baseline/host-namespaces")).Subject);
    }

    [Theory]
    [InlineData("{ name: 123 }", "Pod/123")]
    [InlineData("{ name: true }", "Pod/true")]
    [InlineData("{ name: [a, b] }", "Pod/(unnamed)")]
    [InlineData("{ name: { a: b } }", "Pod/(unnamed)")]
    [InlineData("{ name: '' }", "Pod/(unnamed)")]
    [InlineData("{ generateName: web- }", "Pod/web-")]
    [InlineData("[]", "Pod/(unnamed)")]
    [InlineData("null", "Pod/(unnamed)")]
    [InlineData("{ name: \"a\\u0007\\n b\" }", "Pod/a????b")]
    public void Names_of_any_shape_are_taken_as_they_come(string metadata, string subject)
    {
        var found = Checkout.Scan($"apiVersion: v1\nkind: Pod\nmetadata: {metadata}\nspec: {{ hostPID: true, containers: [] }}\n");
        Assert.Equal(subject.Replace("????", "???", StringComparison.Ordinal) + " hostPID", Assert.Single(found.Of("pod-security/baseline/host-namespaces")).Subject);
    }

    [Fact]
    public void Names_without_end_are_cut()
    {
        var found = Checkout.Scan(Head + $"spec: {{ containers: [ {{ name: {new string('x', 1_000_000)}, image: a }} ] }}\n");
        Assert.All(found.Found, d => Assert.InRange(d.Title.Length + d.Subject.Length, 1, 1500));
        Assert.NotEmpty(found.Found);
    }

    [Fact]
    public void An_annotation_of_a_megabyte_is_read_past()
    {
        var found = Checkout.Scan($"apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n  annotations:\n    last: \"{new string('x', 1_000_000)}\"\nspec: {{ hostPID: true, containers: [] }}\n");
        Assert.Equal(7, Assert.Single(found.Of("pod-security/baseline/host-namespaces")).Line);
    }

    [Fact]
    public void A_file_too_long_to_be_read_is_a_problem() =>
        Assert.Equal("file-too-large", Assert.Single(Checkout.Scan(Head + "spec: {}\n" + string.Concat(Enumerable.Repeat("# " + new string('x', 998) + "\n", 5000))).Problems).Rule);

    [Theory]
    [InlineData("spec: 1")]
    [InlineData("spec: []")]
    [InlineData("spec: { containers: web }")]
    [InlineData("spec: { containers: { name: web } }")]
    [InlineData("spec: { containers: [ 1, null, [], web ] }")]
    [InlineData("spec: { containers: [ { name: [], image: {}, ports: 1, env: [ 1, { name: {} } ], securityContext: [], resources: 1, livenessProbe: [] } ] }")]
    [InlineData("spec: { containers: [ { securityContext: { capabilities: [ALL], privileged: {}, runAsUser: x, seccompProfile: [], procMount: [] } } ] }")]
    [InlineData("spec: { containers: [], volumes: [ 1, { hostPath: [] }, { hostPath: { path: [] } } ], securityContext: { sysctls: [ 1, {} ] }, hostAliases: {} }")]
    public void Fields_of_any_shape_are_no_crash(string spec)
    {
        foreach (var kind in (string[])["v1/Pod", "v1/Service", "v1/ServiceAccount", "apps/v1/Deployment", "rbac.authorization.k8s.io/v1/ClusterRole", "rbac.authorization.k8s.io/v1/RoleBinding", "networking.k8s.io/v1/NetworkPolicy", "networking.k8s.io/v1/Ingress"])
        {
            var slash = kind.LastIndexOf('/');
            var text = $"apiVersion: {kind[..slash]}\nkind: {kind[(slash + 1)..]}\nmetadata: {{ name: web, annotations: [] }}\n";
            Assert.Empty(Checkout.Scan(text + spec).Problems);
            Assert.Empty(Checkout.Scan(text + "spec: { template: " + spec["spec: ".Length..] + ", ingress: [ 1, { from: [ 1 ] } ], tls: 1, rules: 1, type: [] }\nrules: [ 1, { verbs: '*', resources: [ {} ] } ]\nsubjects: [ 1, {} ]\nroleRef: []\n").Problems);
        }
    }
}
