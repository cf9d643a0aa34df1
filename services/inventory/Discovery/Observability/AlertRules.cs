using Cortex.Documents.Files;
using Cortex.Documents.Kubernetes;
using Cortex.Documents.Yaml;
using Cortex.Inventory.Discovery.Identity;
using Cortex.Inventory.Discovery.Kubernetes;

namespace Cortex.Inventory.Discovery.Observability;

/// <summary>Alert and recording rules: Prometheus rule files, PrometheusRule resources, rule files in ConfigMaps, and Grafana's provisioned alerts.</summary>
internal sealed class AlertRules(ScanRecord record, Observed observed)
{
    private const int MaxExpression = 500;

    public void Visit(SourceFile file, YamlValue document)
    {
        // Grafana's provisioning files have a version in place of a resource's.
        if (document["kind"] is null)
            AddGroups(file, document["groups"], null, null);
    }

    public void Visit(SourceFile file, KubernetesDocument resource, string urn)
    {
        var within = $"{resource.Kind}/{resource.Name}";
        if (resource.Kind is "PrometheusRule" or "VMRule" or "AlertingRule" or "RecordingRule")
        {
            AddGroups(file, resource.Body.At("spec", "groups"), within, urn);
        }
        else if (resource.Kind == "ConfigMap")
        {
            foreach (var (key, value) in resource.Body["data"]?.Entries ?? [])
                VisitText(file, value, $"{within}/{key}", urn);
        }
    }

    private void VisitText(SourceFile file, YamlValue value, string within, string container)
    {
        if (value.Text is not { } text || !text.Contains("groups:", StringComparison.Ordinal) || !text.Contains("expr:", StringComparison.Ordinal))
            return;
        try
        {
            foreach (var document in YamlText.Parse(text))
                AddGroups(file, document["groups"], within, container, value.Line);
        }
        catch (YamlTextException e)
        {
            if (!text.Contains("{%", StringComparison.Ordinal))
                record.Unreadable(file.Path, value.Line, "unreadable-yaml", $"The rules in {within} cannot be read (their line {e.Line}). {e.Message}");
        }
    }

    private void AddGroups(SourceFile file, YamlValue? groups, string? within, string? container, int? line = null)
    {
        foreach (var group in groups?.Items ?? [])
        {
            foreach (var rule in group["rules"]?.Items ?? [])
                Add(file, rule, group["name"]?.Text, within, container, line);
        }
    }

    private void Add(SourceFile file, YamlValue rule, string? group, string? within, string? container, int? line)
    {
        var queries = rule["expr"]?.Text is { } expression ? [expression] : (rule["data"]?.Items ?? []).Select(d => d.At("model", "expr")?.Text).OfType<string>().ToList();
        var recorded = rule["record"]?.Text;
        var name = rule["alert"]?.Text ?? recorded ?? (queries.Count > 0 ? rule["title"]?.Text : null);
        if (string.IsNullOrWhiteSpace(name) || queries.Count == 0)
            return;
        var urn = record.Declare(recorded is null ? Kinds.AlertRule : Kinds.RecordingRule, name, file.Path, line ?? rule.Line,
        [
            ("system", rule["title"] is null ? "prometheus" : "grafana"),
            ("group", group),
            ("expression", queries[0].Length > MaxExpression ? queries[0][..MaxExpression] + "…" : queries[0]),
            ("for", rule["for"]?.Text),
            ("severity", rule.At("labels", "severity")?.Text),
            ("summary", rule.At("annotations", "summary")?.Text ?? rule.At("annotations", "description")?.Text),
            ("runbook", rule.At("annotations", "runbook_url")?.Text),
        ], string.Join('/', new[] { within, group, name }.OfType<string>()), container);
        observed.Watch(urn, queries);
    }
}
