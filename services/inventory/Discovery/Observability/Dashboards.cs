using Cortex.Documents.Files;
using Cortex.Documents.Kubernetes;
using Cortex.Documents.Yaml;
using Cortex.Inventory.Discovery.Identity;
using Cortex.Inventory.Discovery.Kubernetes;

namespace Cortex.Inventory.Discovery.Observability;

/// <summary>Dashboards of Grafana (as files, in ConfigMaps and as resources) and of Perses.</summary>
internal sealed class Dashboards(ScanRecord record, Observed observed)
{
    private const int MaxDepth = 12;

    public void Visit(SourceFile file, YamlValue document)
    {
        if (document["apiVersion"] is not null)
            return;
        var dashboard = document["dashboard"] is YamlMapping wrapped ? wrapped : document;
        if (IsGrafana(dashboard))
            AddGrafana(dashboard, file, null, null);
        else if (document["kind"]?.Text == "Dashboard" && IsPerses(document["spec"]))
            AddPerses(document, file, null, null);
    }

    public void Visit(SourceFile file, KubernetesDocument resource, string urn)
    {
        var within = $"{resource.Kind}/{resource.Name}";
        if (resource.Kind == "ConfigMap")
        {
            foreach (var (key, value) in resource.Body["data"]?.Entries ?? [])
                VisitText(file, value, $"{within}/{key}", urn);
        }
        else if (resource.Kind == "GrafanaDashboard" && resource.Body.At("spec", "json") is { } json)
        {
            VisitText(file, json, within, urn);
        }
        else if (resource.Kind == "PersesDashboard" && (IsPerses(resource.Body["spec"]) || IsPerses(resource.Body.At("spec", "config"))))
        {
            AddPerses(resource.Body, file, within, urn);
        }
    }

    private void VisitText(SourceFile file, YamlValue value, string within, string container)
    {
        if (value.Text is not { } text || !text.Contains("\"panels\"", StringComparison.Ordinal) || !text.TrimStart().StartsWith('{'))
            return;
        try
        {
            var dashboard = JsonText.Parse(text);
            if (IsGrafana(dashboard))
                AddGrafana(dashboard, file, within, container, value.Line);
        }
        catch (YamlTextException e)
        {
            if (!text.Contains("{{", StringComparison.Ordinal))
                record.Unreadable(file.Path, value.Line, "unreadable-json", $"The dashboard in {within} cannot be read (its line {e.Line}). {e.Message}");
        }
    }

    private static bool IsGrafana(YamlValue document) =>
        document["title"]?.Text is { Length: > 0 } && (document["panels"] is YamlSequence || document["rows"] is YamlSequence)
        && (document["schemaVersion"] is YamlScalar || document["templating"] is YamlMapping || document["time"] is YamlMapping);

    private static bool IsPerses(YamlValue? spec) => spec?["panels"] is YamlMapping && spec["layouts"] is YamlSequence;

    private void AddGrafana(YamlValue dashboard, SourceFile file, string? within, string? container, int line = 1)
    {
        var queries = new Queries();
        queries.Collect(dashboard, 0);
        var urn = record.Declare(Kinds.Dashboard, dashboard["title"]!.Text!, file.Path, line,
        [
            ("system", "grafana"),
            ("uid", dashboard["uid"]?.Text),
            ("schemaVersion", dashboard["schemaVersion"]?.Text),
            ("panels", queries.Panels.ToString()),
            ("queries", queries.Texts.Count.ToString()),
            ("tags", string.Join(", ", dashboard["tags"]?.Texts ?? [])),
        ], within, container);
        observed.Watch(urn, queries.Texts);
    }

    private void AddPerses(YamlValue document, SourceFile file, string? within, string? container)
    {
        var queries = new Queries();
        queries.Collect(document["spec"]!, 0);
        var spec = IsPerses(document["spec"]) ? document["spec"] : document.At("spec", "config");
        var name = spec?.At("display", "name")?.Text ?? document.At("metadata", "name")?.Text ?? file.Name;
        var urn = record.Declare(Kinds.Dashboard, name, file.Path, document.Line,
        [
            ("system", "perses"),
            ("project", document.At("metadata", "project")?.Text),
            ("panels", (spec?["panels"]?.Entries.Count ?? 0).ToString()),
            ("queries", queries.Texts.Count.ToString()),
        ], within, container);
        observed.Watch(urn, queries.Texts);
    }

    /// <summary>Panels count also within rows; queries are what the data sources are asked, and what fills the variables.</summary>
    private sealed class Queries
    {
        public List<string> Texts { get; } = [];

        public int Panels { get; private set; }

        public void Collect(YamlValue value, int depth)
        {
            if (depth > MaxDepth)
                return;
            foreach (var item in value.Items)
                Collect(item, depth + 1);
            foreach (var (key, inner) in value.Entries)
            {
                if (key is "expr" or "query" or "definition" && inner.Text is { Length: > 0 } text)
                    Texts.Add(text);
                if (key == "panels")
                    Panels += inner.Items.Count(p => p["type"]?.Text != "row");
                Collect(inner, depth + 1);
            }
        }
    }
}
