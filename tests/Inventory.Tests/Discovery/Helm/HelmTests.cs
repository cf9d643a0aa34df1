using Cortex.Inventory.Discovery.Identity;

namespace Cortex.Inventory.Tests.Discovery.Helm;

public sealed class HelmTests : IDisposable
{
    private readonly Checkout _checkout = new();

    public void Dispose() => _checkout.Dispose();

    [Fact]
    public void A_chart_has_its_dependencies_and_says_that_it_is_not_rendered()
    {
        var scan = _checkout
            .With("charts/shop/Chart.yaml", """
                apiVersion: v2
                name: shop
                version: 1.2.3
                appVersion: "4.5"
                dependencies:
                  - { name: redis, version: 17.x, repository: "https://charts.example.org" }
                  - { name: kit, version: 0.1.0, repository: "file://../kit" }
                  - { name: sub }
                """)
            .With("charts/shop/templates/deployment.yaml", "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: guessed }\nspec: { template: { spec: { containers: [{ image: guessed }] } } }\n")
            .With("charts/shop/charts/sub/Chart.yaml", "apiVersion: v2\nname: sub\nversion: 0.1.0\n")
            .With("charts/kit/Chart.yaml", "apiVersion: v1\nname: kit\nversion: 0.1.0\n").Scan();
        var chart = scan.Assets.Single(a => a is { Kind: Kinds.HelmChart, Name: "shop" });
        Assert.Equal("urn:cortex:helm-chart:git.example.org/acme/shop:charts/shop/Chart.yaml", chart.Urn);
        Assert.Equal("no: templates need helm", chart.Properties["rendered"]);
        Assert.Equal("redis 17.x https://charts.example.org, kit 0.1.0 file://../kit, sub", chart.Properties["dependencies"]);
        Assert.Equal(["shop > kit", "shop > sub"], scan.Edges(Kinds.DependsOn));
        Assert.Contains("shop > sub", scan.Edges(Kinds.Contains));
        Assert.Empty(scan.Urns(Kinds.KubernetesResource));
    }

    [Fact]
    public void Images_are_those_whose_repository_and_tag_plainly_stand_in_the_values()
    {
        var scan = _checkout.With("Chart.yaml", "apiVersion: v2\nname: a\nversion: 1.0.0\nappVersion: 9.9\n").With("values.yaml", """
            image: { repository: ghcr.io/acme/a, tag: "1.0" }
            worker:
              image: { registry: quay.io, repository: acme/b, tag: v2 }
            proxyImage: { repository: c, tag: "3" }
            other: { image: { repository: untagged, tag: "" } }
            plain: { image: d }
            """).Scan();
        Assert.Equal(["a > docker.io/library/c:3", "a > ghcr.io/acme/a:1.0", "a > quay.io/acme/b:v2"], scan.Edges(Kinds.DependsOn));
    }

    [Fact]
    public void Broken_charts_and_values_are_reported_and_charts_in_a_circle_are_no_trouble()
    {
        var scan = _checkout.With("a/Chart.yaml", "name: [\n").With("b/Chart.yaml", "apiVersion: v2\nname: b\ndependencies: [{ name: c, repository: file://../c }]\n").With("b/values.yaml", "x: {\n")
            .With("c/Chart.yaml", "apiVersion: v2\nname: c\ndependencies: [{ name: b, repository: file://../b }, { name: out, repository: file://../../../out }]\n")
            .With("d/Chart.yaml", "name: {{ template }}\n").Scan();
        Assert.Equal(["unreadable-yaml a/Chart.yaml:1", "unreadable-yaml b/values.yaml:1"], scan.Troubles());
        Assert.Equal(["b > c", "c > b"], scan.Edges(Kinds.DependsOn));
    }
}
