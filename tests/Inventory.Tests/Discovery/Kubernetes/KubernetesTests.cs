using Cortex.Inventory.Discovery.Identity;

namespace Cortex.Inventory.Tests.Discovery.Kubernetes;

public sealed class KubernetesTests : IDisposable
{
    private readonly Checkout _checkout = new();

    public void Dispose() => _checkout.Dispose();

    private const string Deployment = """
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: api, namespace: shop }
        spec:
          replicas: 2
          template:
            spec:
              initContainers: [{ name: wait, image: "busybox:1.36" }]
              containers:
                - name: api
                  image: ghcr.io/acme/api:1.4.0
        """;

    [Fact]
    public void Every_document_of_a_file_is_a_resource()
    {
        var scan = _checkout.With("k8s/all.yaml", Deployment + "\n---\n# nothing\n---\napiVersion: v1\nkind: Service\nmetadata:\n  name: api\n").Scan();

        Assert.Equal(
        [
            "urn:cortex:kubernetes-resource:git.example.org/acme/shop:k8s/all.yaml:Service/api",
            "urn:cortex:kubernetes-resource:git.example.org/acme/shop:k8s/all.yaml:apps/Deployment/shop/api",
        ], scan.Urns(Kinds.KubernetesResource));
        Assert.Equal(["api > docker.io/library/busybox:1.36", "api > ghcr.io/acme/api:1.4.0"], scan.Edges(Kinds.Deploys));
        Assert.Equal("2", scan.Assets.Single(a => a.Properties.GetValueOrDefault("kind") == "Deployment").Properties["replicas"]);
    }

    [Fact]
    public void A_list_is_its_items_in_YAML_and_JSON()
    {
        var scan = _checkout.With("list.json", """
            { "apiVersion": "v1", "kind": "List", "items": [
              { "apiVersion": "v1", "kind": "ConfigMap", "metadata": { "name": "a" } },
              { "apiVersion": "batch/v1", "kind": "CronJob", "metadata": { "name": "b" }, "spec": { "jobTemplate": { "spec": { "template": { "spec": {
                "containers": [ { "image": "acme/job:1" } ] } } } } } } ] }
            """).Scan();
        Assert.Equal(["a", "b"], scan.Names(Kinds.KubernetesResource).Order());
        Assert.Equal(["docker.io/acme/job:1"], scan.Names(Kinds.Image));
    }

    [Fact]
    public void Twins_in_one_file_are_two_assets() =>
        Assert.Equal(2, _checkout.With("a.yaml", Deployment + "\n---\n" + Deployment).Scan().Urns(Kinds.KubernetesResource).Count);

    [Theory]
    [InlineData("catalog-info.yaml", "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: { name: x }")]
    [InlineData("skaffold.yaml", "apiVersion: skaffold/v4beta6\nkind: Config\nmetadata: { name: x }")]
    [InlineData("kubeconfig.yaml", "apiVersion: v1\nkind: Config\nmetadata: { name: x }\nclusters: []")]
    [InlineData("values.yaml", "image: nginx\napiVersion: 3\nkind: soft")]
    [InlineData("compose.yaml", "services: { web: { image: nginx } }\n# apiVersion and kind only in words")]
    [InlineData("openapi.yaml", "openapi: 3.0.0\ninfo: { apiVersion: v1, kind: Thing }")]
    [InlineData("chart/Chart.yaml", "apiVersion: v2\nname: x\nkind: Deployment")]
    [InlineData("template.yaml", "apiVersion: v1\nkind: Service\nmetadata:\n  name: {{ .Release.Name }}-x\n{{- if .x }}\n{{ end }}")]
    public void What_only_looks_like_a_resource_is_none_and_no_error(string path, string text)
    {
        var scan = _checkout.With(path, text).Scan();
        Assert.Empty(scan.Urns(Kinds.KubernetesResource));
        Assert.Empty(scan.Troubles());
    }

    [Fact]
    public void Helm_templates_are_passed_over_and_crds_are_not()
    {
        var scan = _checkout.With("chart/Chart.yaml", "apiVersion: v2\nname: x\n")
            .With("chart/templates/plain.yaml", Deployment)
            .With("chart/templates/sub/plain.yaml", Deployment)
            .With("chart/crds/crd.yaml", "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: { name: things.acme.io }")
            .With("templates/plain.yaml", "apiVersion: v1\nkind: Secret\nmetadata: { name: not-in-a-chart }").Scan();
        Assert.Equal(["not-in-a-chart", "things.acme.io"], scan.Names(Kinds.KubernetesResource).Order());
    }

    [Fact]
    public void A_kustomization_depends_on_what_it_gathers()
    {
        var scan = _checkout.With("base/kustomization.yaml", "resources: [deployment.yaml]\n").With("base/deployment.yaml", Deployment)
            .With("prod/kustomization.yaml", "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [../base]\n").Scan();
        Assert.Equal(["base > api", "prod > base"], scan.Edges(Kinds.DependsOn).Where(e => !e.Contains("io/")));
        Assert.Equal(["api"], scan.Names(Kinds.KubernetesResource));
    }

    [Fact]
    public void A_broken_manifest_is_reported_with_its_line() =>
        Assert.Equal(["unreadable-yaml a.yaml:4"], _checkout.With("a.yaml", "apiVersion: v1\nkind: Service\nmetadata:\n  name: [a\nspec: {}\n").Scan().Troubles());
}
