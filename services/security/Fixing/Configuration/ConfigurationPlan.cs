using Cortex.Contracts.Findings;
using Cortex.Documents.Files;

namespace Cortex.Security.Fixing.Configuration;

/// <summary>What to do about a repository's misconfigurations: a change for each file in which something has exactly one safe answer, the gravest first.</summary>
internal static class ConfigurationPlan
{
    /// <param name="findings">Those that the repository does not pass over.</param>
    /// <param name="tree">Its files.</param>
    public static IReadOnlyList<ConfigurationFix> Of(IEnumerable<Finding> findings, SourceTree tree)
    {
        var fixes = new List<ConfigurationFix>();
        foreach (var file in findings.Where(IsCandidate).GroupBy(finding => finding.Path!, StringComparer.Ordinal))
        {
            if (tree.Find(file.Key) is not { } source || tree.Text(source) is not { } text)
                continue;
            var fixable = file.Where(finding => ConfigurationFamily.Of(finding.Rule)!.Fix(text, finding.Rule, finding.Line!.Value) is not null).ToList();
            if (fixable.Count > 0)
                fixes.Add(new()
                {
                    Path = file.Key,
                    Places = [.. fixable.OrderBy(f => f.Line).ThenBy(f => f.Rule, StringComparer.Ordinal).Select(f => new FixablePlace(f.Key, f.Rule, f.Line!.Value))],
                    Severity = fixable.Max(f => f.Severity),
                });
        }

        return [.. fixes.OrderByDescending(fix => fix.Severity).ThenBy(fix => fix.Path, StringComparer.Ordinal)];
    }

    private static bool IsCandidate(Finding finding) =>
        finding is { Kind: FindingKinds.Misconfiguration, Path: not null, Line: not null } && ConfigurationFamily.Of(finding.Rule) is not null;
}
