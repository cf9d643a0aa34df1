using Cortex.Security.Scanning;

namespace Cortex.Security.Tests.Kubernetes.Kustomize;

public sealed class KustomizationTests
{
    private const string Privileged = "pod-security/baseline/privileged";

    private const string Deployment = """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          template:
            metadata:
              labels: { app: web }
            spec:
              containers:
                - name: app
                  image: registry.example.com/app
                  securityContext:
                    privileged: true

        """;

    private const string Unprivileged = """
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: web }
        spec:
          template:
            spec:
              containers:
                - name: app
                  securityContext: { privileged: false }

        """;

    private static readonly (string, string)[] Base = [("base/kustomization.yaml", "resources: [web.yaml]\n"), ("base/web.yaml", Deployment)];

    [Fact]
    public void What_every_overlay_corrects_is_not_reported() => Assert.Empty(Scan(
        ("overlays/a/kustomization.yaml", "resources: [../../base]\npatches:\n  - path: fix.yaml\n"),
        ("overlays/a/fix.yaml", Unprivileged),
        ("overlays/b/kustomization.yaml", "resources: [../../base]\npatchesStrategicMerge: [fix.yaml]\n"),
        ("overlays/b/fix.yaml", Unprivileged)).Of(Privileged));

    [Fact]
    public void What_one_overlay_leaves_is_reported_at_the_base_with_the_overlay()
    {
        var found = Scan(
            ("overlays/a/kustomization.yaml", "resources: [../../base]\npatches:\n  - path: fix.yaml\n"),
            ("overlays/a/fix.yaml", Unprivileged),
            ("overlays/b/kustomization.yaml", "resources: [../../base]\n"));
        var detection = Assert.Single(found.Of(Privileged));
        Assert.Equal(("base/web.yaml", 14, "Deployment/web container app"), (detection.Path, detection.Line, detection.Subject));
        Assert.EndsWith(" Only in overlays/b.", detection.Title, StringComparison.Ordinal);
    }

    [Fact]
    public void A_base_that_nobody_takes_in_counts_as_it_is() => Assert.Single(Scan().Of(Privileged));

    [Fact]
    public void What_a_patch_brings_in_is_reported_in_the_patch()
    {
        var found = Scan(
            ("overlays/a/kustomization.yaml", "resources: [../../base]\npatches:\n  - path: host.yaml\n"),
            ("overlays/a/host.yaml", "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec:\n  template:\n    spec:\n      hostPID: true\n"));
        var detection = Assert.Single(found.Of("pod-security/baseline/host-namespaces"));
        Assert.Equal(("overlays/a/host.yaml", 7, "Deployment/web hostPID"), (detection.Path, detection.Line, detection.Subject));
        Assert.Equal("base/web.yaml", Assert.Single(found.Of(Privileged)).Path);
    }

    [Fact]
    public void A_patch_by_itself_is_no_resource()
    {
        var found = Scan(("overlays/a/kustomization.yaml", "resources: [../../base]\npatches:\n  - path: fix.yaml\n"), ("overlays/a/fix.yaml", Unprivileged));
        Assert.DoesNotContain(found.Found, d => d.Path == "overlays/a/fix.yaml");
    }

    [Theory]
    [InlineData("patches:\n  - target: { kind: Deployment, name: web }\n    patch: |-\n      - op: remove\n        path: /spec/template/spec/containers/0/securityContext/privileged\n")]
    [InlineData("patches:\n  - target: { kind: Deployment, name: w.* }\n    patch: |-\n      - op: replace\n        path: /spec/template/spec/containers/0/securityContext\n        value: {}\n")]
    [InlineData("patchesJson6902:\n  - target: { group: apps, version: v1, kind: Deployment, name: web }\n    path: ops.json\n")]
    [InlineData("patches:\n  - target: { kind: Deployment }\n    patch: |-\n      kind: Deployment\n      metadata: { name: any }\n      spec: { template: { spec: { containers: [ { name: app, securityContext: null } ] } } }\n")]
    [InlineData("patches:\n  - patch: |-\n      $patch: delete\n      kind: Deployment\n      metadata: { name: web }\n")]
    [InlineData("patchesStrategicMerge:\n  - |-\n    kind: Deployment\n    metadata: { name: web }\n    spec: { template: { spec: { containers: [ { name: app, $patch: delete } ] } } }\n")]
    public void Patches_correct(string patches)
    {
        var found = Scan(
            ("overlays/a/kustomization.yaml", "resources: [../../base]\n" + patches),
            ("overlays/a/ops.json", """[ { "op": "test", "path": "/kind", "value": "Deployment" }, { "op": "replace", "path": "/spec/template/spec/containers/0/securityContext/privileged", "value": false } ]"""));
        Assert.Empty(found.Of(Privileged));
        Assert.Empty(found.Problems);
    }

    [Theory]
    [InlineData("patches:\n  - target: { kind: Deployment, name: other }\n    patch: |-\n      - { op: remove, path: /spec/template }\n", "kustomize-patch-not-applied")]
    [InlineData("patches:\n  - target: { kind: Deployment }\n    patch: |-\n      - { op: remove, path: /spec/none/0 }\n", "kustomize-patch-not-applied")]
    [InlineData("patches:\n  - path: none.yaml\n", "kustomization-incomplete")]
    [InlineData("resources: [../../base, ../none]\n", "kustomization-incomplete")]
    [InlineData("resources: [../../base, https://github.com/example/base?ref=v1]\n", "kustomization-incomplete")]
    [InlineData("resources: [../../base, ../../../../etc]\n", "kustomization-incomplete")]
    [InlineData("resources: [../../base, ../b]\n", "kustomization-incomplete")]
    [InlineData("helmCharts: [ { name: web } ]\n", "kustomization-incomplete")]
    public void What_kustomize_would_refuse_or_fetch_is_a_problem_and_the_rest_is_looked_at(string rest, string problem)
    {
        var kustomization = rest.StartsWith("resources", StringComparison.Ordinal) ? rest : "resources: [../../base]\n" + rest;
        var found = Scan(("overlays/a/kustomization.yaml", kustomization), ("overlays/b/kustomization.yaml", "resources: [../a]\n"));
        Assert.Contains(problem, found.Problems.Select(p => p.Rule));
        Assert.NotEmpty(found.Of(Privileged));
    }

    [Fact]
    public void Images_are_those_of_the_overlay()
    {
        var found = Scan(("overlays/a/kustomization.yaml", "resources: [../../base]\nimages:\n  - name: registry.example.com/app\n    newTag: 1.4.2\n"));
        Assert.Empty(found.Of("kubernetes/untagged-image"));
        found = Scan(("overlays/a/kustomization.yaml", "resources: [../../base]\nimages:\n  - name: registry.example.com/app\n    newName: other/app\n    newTag: latest\n"));
        Assert.Contains("other/app:latest", Assert.Single(found.Of("kubernetes/latest-tag")).Title, StringComparison.Ordinal);
    }

    [Fact]
    public void Namespaces_and_labels_of_the_overlay_decide_what_policies_select()
    {
        const string policy = "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: web }\nspec:\n  podSelector: { matchLabels: { team: shop } }\n";
        var found = Scan(
            ("overlays/a/kustomization.yaml", "namespace: a\nresources: [../../base, policy.yaml]\n"),
            ("overlays/a/policy.yaml", policy),
            ("overlays/b/kustomization.yaml", "namespace: b\nresources: [../../base, policy.yaml]\nlabels:\n  - pairs: { team: shop }\n    includeTemplates: true\n"),
            ("overlays/b/policy.yaml", policy));
        var detection = Assert.Single(found.Of("kubernetes/no-network-policy"));
        Assert.Equal(("overlays/a/kustomization.yaml", 1, "namespace a"), (detection.Path, detection.Line, detection.Subject));
    }

    [Fact]
    public void Components_change_what_others_gathered() => Assert.Empty(Scan(
        ("overlays/a/kustomization.yaml", "resources: [../../base]\ncomponents: [../../hardened]\n"),
        ("hardened/kustomization.yaml", "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\npatches:\n  - path: fix.yaml\n"),
        ("hardened/fix.yaml", Unprivileged)).Of(Privileged));

    [Fact]
    public void Prefixes_leave_the_subject_as_the_file_has_it() =>
        Assert.Equal("Deployment/web container app", Assert.Single(Scan(("overlays/a/kustomization.yaml", "namePrefix: a-\nresources: [../../base]\nreplicas: [ { name: web, count: 3 } ]\n")).Of(Privileged)).Subject);

    [Fact]
    public void A_broken_kustomization_is_a_problem() =>
        Assert.Equal(["broken-manifest"], Scan(("overlays/a/kustomization.yaml", "resources: [\n")).Problems.Select(p => p.Rule));

    [Fact]
    public void Kustomizations_that_take_in_each_other_end()
    {
        var found = Checkout.Scan(("a/kustomization.yaml", "resources: [../b]\n"), ("b/kustomization.yaml", "resources: [../a, web.yaml]\n"), ("b/web.yaml", Deployment));
        Assert.Single(found.Of(Privileged));
        Assert.Contains(found.Problems, p => p.Reason.Contains("circle", StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_taken_in_twice_counts_once()
    {
        var found = Scan(("a/kustomization.yaml", "resources: [../base, ../base/]\n"));
        Assert.Single(found.Of(Privileged));
        Assert.Contains(found.Problems, p => p.Reason.Contains("twice", StringComparison.Ordinal));
    }

    [Fact]
    public void Kustomizations_that_double_each_other_are_cut_off_and_not_passed_over()
    {
        var files = Enumerable.Range(1, 15).SelectMany(i => (IEnumerable<(string, string)>)
        [
            ($"a{i}/kustomization.yaml", $"namePrefix: a\nresources: [../a{i - 1}, ../b{i - 1}]\n"),
            ($"b{i}/kustomization.yaml", $"namePrefix: b\nresources: [../a{i - 1}, ../b{i - 1}]\n"),
        ]);
        var found = Checkout.Scan([.. files, ("a0/kustomization.yaml", "resources: [../base]\n"), ("b0/kustomization.yaml", "namePrefix: b\nresources: [../base]\n"), .. Base]);
        Assert.Single(found.Of(Privileged));
        Assert.False(found.IsComplete);
        Assert.Contains(found.Problems, p => p.Reason.Contains("was not looked at", StringComparison.Ordinal));
    }

    private static Detections Scan(params (string Path, string Text)[] overlays) => Checkout.Scan([.. Base, .. overlays]);
}
