using Cortex.Contracts.Findings;
using static Cortex.Coordinator.Reports.Rendering.ReportFigures;

namespace Cortex.Coordinator.Reports.Rendering.Html;

/// <summary>A master's findings by kind, the gravest first.</summary>
internal static class FindingList
{
    /// <summary>A longer list waits for the reader to open it.</summary>
    private const int MostAtOnce = 25;

    public static Markup Of(IReadOnlyList<Finding> findings, int mostOfAKind, SourcePlaces places, ReportLinks links) => Markup.All(findings
        .GroupBy(f => f.Kind, StringComparer.Ordinal)
        .OrderByDescending(g => g.Max(f => f.Severity)).ThenBy(g => g.Key, StringComparer.Ordinal)
        .Select(g => Kind(g.Key, [.. g], mostOfAKind, places, links)));

    private static Markup Kind(string kind, List<Finding> findings, int most, SourcePlaces places, ReportLinks links)
    {
        var ordered = findings.OrderByDescending(f => f.Severity).ThenByDescending(f => f.Score ?? -1).ThenBy(f => f.Key, StringComparer.Ordinal).Take(most);
        return Markup.Of($"""
            <details class="group"{new Markup(findings.Count <= MostAtOnce ? " open" : "")}><summary><b>{kind}</b>{findings.CountBy(f => f.Severity).OrderByDescending(g => g.Key).Select(g => Markup.Of($"<span class=\"badge {ReportWords.Severity(g.Key)}\">{g.Value:N0} {ReportWords.Severity(g.Key)}</span>"))}</summary>
            <ul class="findings">{ordered.Select(f => Item(f, places))}</ul>{Parts.More(findings.Count, most, links)}</details>
            """);
    }

    private static Markup Item(Finding finding, SourcePlaces places) => Markup.Of(
        $"""<li class="{ReportWords.Severity(finding.Severity)}">{Parts.Badge(finding.Severity)}<div><p class="title">{finding.Title}</p><p class="facts">{Facts(finding)}</p><p class="place">{places.Of(finding)}</p></div></li>""");

    private static Markup Facts(Finding finding)
    {
        var facts = new List<Markup> { Parts.Code(finding.Rule) };
        if (finding.Reference is { Length: > 0 } reference && reference != finding.Rule)
            facts.Add(Markup.Of($"<span>{reference}</span>"));
        facts.AddRange(finding.Controls.Take(3).Select(control => Markup.Of($"<span>{control}</span>")));
        if (finding.Documentation is { Length: > 0 } documentation)
            facts.Add(Parts.Link("documentation", documentation));
        if (finding.Score is { } score)
            facts.Add(Markup.Of($"<span>CVSS {Number(score)}</span>"));
        facts.AddRange(finding.Aliases.Take(3).Select(alias => Markup.Of($"<span>{alias}</span>")));
        if (finding.Package is { Length: > 0 } package)
            facts.Add(Parts.Code(package));
        if (finding.FixedVersion is { Length: > 0 } version)
            facts.Add(Markup.Of($"<span>fixed in {version}</span>"));
        if (finding.FixedBy is { Length: > 0 } change)
            facts.Add(Markup.Of($"<span>removed by {change}</span>"));
        if (finding.Open is { } open)
            facts.Add(Markup.Of($"<span>open, {open.Reason}: {open.Detail}</span>"));
        return new Markup(string.Join(" ", facts.Select(f => f.Value)));
    }
}
