using Cortex.Documents.Files;
using Cortex.Documents.Yaml;
using Cortex.Inventory.Discovery.Containers;
using Cortex.Inventory.Discovery.Identity;

namespace Cortex.Inventory.Discovery.Helm;

/// <summary>Helm charts: https://helm.sh/docs/topics/charts/. Templates are not rendered, so what a chart would deploy is known only where values name an image in full.</summary>
internal sealed class HelmCharts(SourceTree tree, ScanRecord record)
{
    private const int MaxDepth = 12;

    private readonly Dictionary<string, string> _byFolder = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _templates = new(StringComparer.Ordinal);

    public void Discover()
    {
        var charts = new List<(SourceFile File, YamlValue Chart)>();
        foreach (var file in tree.Files.Where(f => f.Name == "Chart.yaml"))
        {
            if (Load(file) is { } chart && chart["name"]?.Text is { Length: > 0 })
                charts.Add((file, chart));
        }

        foreach (var folder in tree.Files.SelectMany(f => SourcePath.Upwards(f.Folder).Where(IsTemplates)))
            _templates[SourcePath.Folder(folder)] = _templates.GetValueOrDefault(SourcePath.Folder(folder)) + 1;
        // A chart above is there before those within it.
        foreach (var (file, chart) in charts.OrderBy(c => c.File.Folder.Length))
            Add(file, chart);
        foreach (var (file, chart) in charts)
            Relate(file, chart);
    }

    private static bool IsTemplates(string folder) => folder == "templates" || folder.EndsWith("/templates", StringComparison.Ordinal);

    private void Add(SourceFile file, YamlValue chart)
    {
        var templates = _templates.GetValueOrDefault(file.Folder);
        _byFolder[file.Folder] = record.Declare(Kinds.HelmChart, chart["name"]!.Text!, file.Path, 1,
        [
            ("version", chart["version"]?.Text),
            ("appVersion", chart["appVersion"]?.Text),
            ("type", chart["type"]?.Text),
            ("dependencies", string.Join(", ", Dependencies(file, chart).Select(d => string.Join(' ', d["name"]?.Text, d["version"]?.Text, d["repository"]?.Text).Trim()))),
            ("templates", templates.ToString()),
            ("rendered", templates == 0 ? null : "no: templates need helm"),
        ], container: Parent(file.Folder));
    }

    /// <summary>The chart in whose folder "charts" this one lies.</summary>
    private string? Parent(string folder) =>
        SourcePath.Folder(folder) is var charts && (charts == "charts" || charts.EndsWith("/charts", StringComparison.Ordinal)) ? _byFolder.GetValueOrDefault(SourcePath.Folder(charts)) : null;

    private void Relate(SourceFile file, YamlValue chart)
    {
        var urn = _byFolder[file.Folder];
        foreach (var dependency in Dependencies(file, chart))
        {
            var local = dependency["repository"]?.Text is { } repository && repository.StartsWith("file://", StringComparison.Ordinal)
                ? SourcePath.Combine(file.Folder, repository["file://".Length..])
                : SourcePath.Join(file.Folder, $"charts/{dependency["name"]?.Text}");
            if (local is not null && _byFolder.GetValueOrDefault(local) is { } other && other != urn)
                record.Relate(urn, Kinds.DependsOn, other);
        }

        if (tree.Find(SourcePath.Join(file.Folder, "values.yaml")) is { } values && Load(values) is { } document)
            NeedImages(urn, values, document, 0);
    }

    private void NeedImages(string urn, SourceFile file, YamlValue value, int depth)
    {
        if (depth > MaxDepth)
            return;
        foreach (var (key, inner) in value.Entries)
        {
            if ((key == "image" || key.EndsWith("Image", StringComparison.Ordinal)) && inner["repository"]?.Text is { Length: > 0 } repository && inner["tag"]?.Text is { Length: > 0 } tag)
            {
                var registry = inner["registry"]?.Text is { Length: > 0 } host ? host + "/" : "";
                record.NeedImage(urn, $"{registry}{repository}:{tag}", file.Path, inner.Line);
            }

            NeedImages(urn, file, inner, depth + 1);
        }
    }

    /// <summary>Charts of version 1 list them in a file of their own.</summary>
    private IReadOnlyList<YamlValue> Dependencies(SourceFile file, YamlValue chart) =>
        chart["dependencies"] is { } dependencies ? dependencies.Items
        : tree.Find(SourcePath.Join(file.Folder, "requirements.yaml")) is { } requirements ? Load(requirements)?["dependencies"]?.Items ?? []
        : [];

    private YamlMapping? Load(SourceFile file)
    {
        if (tree.Text(file) is not { } text)
            return null;
        try
        {
            return YamlText.Parse(text) is [YamlMapping document, ..] ? document : null;
        }
        catch (YamlTextException e)
        {
            if (!text.Contains("{{", StringComparison.Ordinal))
                record.Unreadable(file.Path, e.Line, "unreadable-yaml", e.Message);
            return null;
        }
    }
}
