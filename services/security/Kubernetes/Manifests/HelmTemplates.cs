using Cortex.Contracts.Findings;
using Cortex.Documents.Files;

namespace Cortex.Security.Kubernetes.Manifests;

/// <summary>The charts of a repository. Their templates are text, not YAML, until Helm has rendered them with somebody's values.</summary>
internal sealed class HelmTemplates(SourceTree tree, IReadProblems problems)
{
    /// <summary>By folder.</summary>
    private readonly Dictionary<string, string> _charts = tree.Files.Where(f => f.Name is "Chart.yaml").ToDictionary(f => f.Folder, f => f.Path, StringComparer.Ordinal);
    private readonly HashSet<string> _said = new(StringComparer.Ordinal);

    /// <summary>Whether the file is a template of a chart, which then is said once.</summary>
    public bool Holds(SourceFile file, string text)
    {
        if (_charts.Count == 0 || ChartOf(file) is not { } chart || !ManifestText.IsTemplate(text))
            return false;
        if (_said.Add(chart))
        {
            problems.Unreadable(chart, null, "helm-templates-not-rendered",
                "The templates of this chart are not rendered, so what they make was not checked; render them with helm template and scan the result.", Severity.Info);
        }

        return true;
    }

    /// <summary>The chart whose folder of templates the file is in.</summary>
    private string? ChartOf(SourceFile file) => SourcePath.Upwards(file.Folder)
        .Where(folder => folder == "templates" || folder.EndsWith("/templates", StringComparison.Ordinal))
        .Select(folder => _charts.GetValueOrDefault(SourcePath.Folder(folder)))
        .FirstOrDefault(chart => chart is not null);
}
