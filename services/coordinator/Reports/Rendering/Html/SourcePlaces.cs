using System.Text.RegularExpressions;
using Cortex.Contracts.Findings;
using Cortex.Contracts.Reports;

namespace Cortex.Coordinator.Reports.Rendering.Html;

/// <summary>Where a finding is: a link to the line at the commit that was looked at when the target is on a known forge, else the path.</summary>
internal sealed partial class SourcePlaces(IReadOnlyList<ReportTarget> targets)
{
    private readonly Dictionary<string, ReportTarget> _targets = targets.DistinctBy(t => t.Name, StringComparer.Ordinal).ToDictionary(t => t.Name, StringComparer.Ordinal);

    public string? CommitOf(string target) => _targets.GetValueOrDefault(target)?.Commit is { } commit && CommitId().IsMatch(commit) ? commit : null;

    public Markup Of(Finding finding)
    {
        var target = Markup.Of($"""<span class="name">{finding.Target}</span>""");
        if (finding.Path is not { Length: > 0 } path)
            return target;
        var place = finding.Line is { } line ? $"{path}:{line}" : path;
        return Address(finding.Target, path, finding.Line) is { } address
            ? Markup.Of($"""{target} <a href="{address}" rel="noopener noreferrer"><code>{place}</code></a>""")
            : Markup.Of($"{target} <code>{place}</code>");
    }

    private string? Address(string target, string path, int? line)
    {
        if (path == "." || CommitOf(target) is not { } commit || !Uri.TryCreate(target, UriKind.Absolute, out var uri) || uri.Scheme != "https" || uri.Query.Length + uri.Fragment.Length > 0)
            return null;
        var repository = uri.AbsolutePath.TrimEnd('/');
        if (repository.EndsWith(".git", StringComparison.Ordinal))
            repository = repository[..^4];
        var file = string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
        var (folder, mark) = uri.IdnHost switch
        {
            "github.com" => ("blob", "#L"),
            "gitlab.com" => ("-/blob", "#L"),
            "bitbucket.org" => ("src", "#lines-"),
            "codeberg.org" => ("src/commit", "#L"),
            _ => (null, ""),
        };
        if (folder is null || repository.Length < 4 || path.Split('/').Contains(".."))
            return null;
        var address = $"https://{uri.IdnHost}{repository}/{folder}/{commit}/{file}{(line is { } at ? $"{mark}{at}" : "")}";
        return address.Length <= 300 ? address : null;
    }

    [GeneratedRegex("^[0-9a-f]{40}([0-9a-f]{24})?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex CommitId();
}
