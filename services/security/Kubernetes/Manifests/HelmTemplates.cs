using Cortex.Contracts.Findings;
using Cortex.Documents.Files;

namespace Cortex.Security.Kubernetes.Manifests;

/// <summary>The charts of a repository. Their templates are text, not YAML, until Helm has rendered them with somebody's values.</summary>
internal sealed class HelmTemplates(SourceTree tree, IReadProblems problems)
{
    private readonly List<string> _charts = [.. tree.Files.Where(f => f.Name is "Chart.yaml" or "Chart.yml").Select(f => f.Path)];
    private readonly HashSet<string> _said = new(StringComparer.Ordinal);

    /// <summary>Whether the file is a template of a chart, which then is said once.</summary>
    public bool Holds(SourceFile file, string text)
    {
        var chart = _charts.Count == 0 ? null : _charts.Find(chart => SourcePath.IsBelow(file.Path, SourcePath.Join(SourcePath.Folder(chart), "templates")));
        if (chart is null || !ManifestText.IsTemplate(text))
            return false;
        if (_said.Add(chart))
        {
            problems.Unreadable(chart, null, "helm-templates-not-rendered",
                "The templates of this chart are not rendered, so what they make was not checked; render them with helm template and scan the result.", Severity.Info);
        }

        return true;
    }
}
