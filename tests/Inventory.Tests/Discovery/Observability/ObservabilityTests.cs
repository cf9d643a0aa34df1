using Cortex.Inventory.Discovery.Identity;
using Cortex.Inventory.Discovery.Observability;

namespace Cortex.Inventory.Tests.Discovery.Observability;

public sealed class ObservabilityTests : IDisposable
{
    private readonly Checkout _checkout = new();

    public void Dispose() => _checkout.Dispose();

    private const string Grafana = """
        { "title": "Checkout", "uid": "chk", "schemaVersion": 39, "tags": ["shop"],
          "templating": { "list": [ { "query": "label_values(up{job=\"cart\"}, pod)" } ] },
          "panels": [ { "type": "row", "panels": [ { "targets": [ { "expr": "rate(http_requests_total{job=\"checkout\"}[5m])" } ] } ] },
                      { "type": "timeseries", "targets": [ { "expr": "up{job=\"$job\", app=~\"web|a.*\"}" } ] } ] }
        """;

    private const string Rules = """
        groups:
          - name: checkout
            rules:
              - alert: CheckoutDown
                expr: up{job="checkout"} == 0
                for: 5m
                labels: { severity: page }
                annotations: { summary: Nobody can pay }
              - alert: CheckoutDown
                expr: up{job="checkout"} == 0
              - record: job:requests:rate5m
                expr: sum by (job) (rate(http_requests_total[5m]))
              - expr: nothing
        """;

    [Fact]
    public void A_Grafana_dashboard_observes_what_its_queries_name()
    {
        var scan = _checkout.With("dashboards/checkout.json", Grafana)
            .With("compose.yaml", "services:\n  checkout: { image: a }\n  cart: { image: b }\n  web: { image: c }\n  job: { image: d }\n").Scan();
        var dashboard = scan.One(Kinds.Dashboard);
        Assert.Equal("urn:cortex:dashboard:git.example.org/acme/shop:dashboards/checkout.json", dashboard.Urn);
        Assert.Equal(("Checkout", "chk", "2", "3"), (dashboard.Name, dashboard.Properties["uid"], dashboard.Properties["panels"], dashboard.Properties["queries"]));
        Assert.Equal(["cart > Checkout", "checkout > Checkout", "web > Checkout"], scan.Edges(Kinds.ObservedBy));
    }

    [Fact]
    public void Dashboards_and_rules_are_found_in_ConfigMaps_and_resources()
    {
        static string Indented(string text) => "    " + text.Replace("\n", "\n    ", StringComparison.Ordinal);
        var scan = _checkout
            .With("map.yaml", $"apiVersion: v1\nkind: ConfigMap\nmetadata: {{ name: boards }}\ndata:\n  a.json: |\n{Indented(Grafana)}\n  rules.yml: |\n{Indented(Rules)}\n  other.txt: hello\n")
            .With("rule.yaml", "apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nmetadata: { name: r }\nspec:\n  groups:\n    - name: g\n      rules: [ { alert: Slow, expr: 'x > 1' } ]\n")
            .With("perses.yaml", "apiVersion: perses.dev/v1alpha1\nkind: PersesDashboard\nmetadata: { name: p }\nspec:\n  config:\n    display: { name: Latency }\n    panels: { a: {} }\n    layouts: []\n").Scan();
        Assert.Equal(
        [
            "urn:cortex:dashboard:git.example.org/acme/shop:map.yaml:ConfigMap/boards/a.json",
            "urn:cortex:dashboard:git.example.org/acme/shop:perses.yaml:PersesDashboard/p",
        ], scan.Urns(Kinds.Dashboard));
        Assert.Contains("boards > Checkout", scan.Edges(Kinds.Contains));
        Assert.Contains("boards > CheckoutDown", scan.Edges(Kinds.Contains));
        Assert.Contains("r > Slow", scan.Edges(Kinds.Contains));
        Assert.Contains("urn:cortex:alert-rule:git.example.org/acme/shop:rule.yaml:PrometheusRule/r/g/Slow", scan.Urns(Kinds.AlertRule));
    }

    [Fact]
    public void Each_alert_and_recording_rule_of_a_rule_file_is_an_asset()
    {
        var scan = _checkout.With("alerts/checkout.rules.yml", Rules).With("compose.yaml", "services:\n  checkout: { image: a }\n").Scan();
        Assert.Equal(
        [
            "urn:cortex:alert-rule:git.example.org/acme/shop:alerts/checkout.rules.yml:checkout/CheckoutDown",
            "urn:cortex:alert-rule:git.example.org/acme/shop:alerts/checkout.rules.yml:checkout/CheckoutDown~2",
        ], scan.Urns(Kinds.AlertRule));
        Assert.Equal(["job:requests:rate5m"], scan.Names(Kinds.RecordingRule));
        var alert = scan.Assets.First(a => a.Kind == Kinds.AlertRule);
        Assert.Equal(("page", "5m", "Nobody can pay"), (alert.Properties["severity"], alert.Properties["for"], alert.Properties["summary"]));
        Assert.Equal(["checkout > CheckoutDown", "checkout > CheckoutDown"], scan.Edges(Kinds.ObservedBy));
    }

    [Fact]
    public void A_scrape_job_stands_for_its_hosts()
    {
        var scan = _checkout
            .With("prometheus.yml", "scrape_configs:\n  - job_name: payments\n    static_configs: [ { targets: ['pay:9090'] } ]\n")
            .With("rules.yml", "groups: [ { name: g, rules: [ { alert: A, expr: 'up{job=\"payments\"} == 0' } ] } ]\n")
            .With("compose.yaml", "services:\n  pay: { image: a }\n  payments-db: { image: b }\n").Scan();
        Assert.Equal(["pay > A"], scan.Edges(Kinds.ObservedBy));
    }

    [Fact]
    public void A_project_of_that_very_name_is_observed_and_one_with_a_like_name_is_not()
    {
        var scan = _checkout.With("a/package.json", """{ "name": "checkout" }""").With("b/package.json", """{ "name": "checkout-web" }""").With("rules.yml", Rules).Scan();
        Assert.Equal(["checkout > CheckoutDown", "checkout > CheckoutDown"], scan.Edges(Kinds.ObservedBy));
    }

    [Theory]
    [InlineData("up{job=\"a\"}", "a")]
    [InlineData("up{job='a', service = \"b\"}", "a b")]
    [InlineData("up{job=~\"a|b-c\"}", "a b-c")]
    [InlineData("up{job=~\"a.*|b\"}", "b")]
    [InlineData("up{job!=\"a\", job!~\"b\", team=\"c\"}", "")]
    [InlineData("up{job=\"$job\"} + up{job=\"\"}", "")]
    [InlineData("job == \"a\"", "")]
    public void A_query_names_what_it_selects_by_equality(string query, string names) => Assert.Equal(names, string.Join(' ', QueryNames.In(query)));

    [Theory]
    [InlineData("a.json", """{ "title": "x", "panels": [], "unrelated": "schemaVersion: 1" }""")]
    [InlineData("a.yaml", "groups:\n  - name: people\n    rules: [ { title: be kind, expr: smile } ]\n    condition: none\n")]
    [InlineData("b.yaml", "groups: [ { rules: [ { alert: x } ] } ]\nexpr: y\n")]
    public void What_only_looks_like_one_is_none_and_no_error(string path, string text)
    {
        var scan = _checkout.With(path, text).Scan();
        Assert.Empty(scan.Urns(Kinds.Dashboard).Concat(scan.Urns(Kinds.AlertRule).Where(u => path != "a.yaml")));
        Assert.Empty(scan.Troubles());
    }

    [Fact]
    public void Broken_and_bottomless_files_are_reported_with_their_place()
    {
        var scan = _checkout
            .With("a.json", "{ \"panels\": [],\n\"schemaVersion\": 1\n oops }")
            .With("b.yaml", "groups:\n  - rules: [\n expr: x\n")
            .With("c.json", "{ \"panels\": [], \"schemaVersion\": 1, \"x\": " + new string('[', 50_000))
            .With("map.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: m }\ndata:\n  a.json: '{ \"panels\": [ oops'\n").Scan();
        Assert.Equal(["unreadable-json a.json:3", "unreadable-json c.json:1", "unreadable-json map.yaml:5", "unreadable-yaml b.yaml:2"], scan.Troubles());
    }
}
