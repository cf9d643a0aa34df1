using Cortex.Contracts.Findings;
using Cortex.Contracts.Reports;
using static Cortex.Coordinator.Reports.Rendering.ReportFigures;

namespace Cortex.Coordinator.Reports.Rendering.Html;

/// <summary>A part for each master: what it says, what it found, what it changed. Those that had nothing to do share a line each.</summary>
internal static class MastersSection
{
    /// <summary>Findings on the page, shared by all lists; the gravest of each list are shown.</summary>
    private const int MostFindings = 2000;

    public static Section Of(Report report, ReportLinks links)
    {
        var findings = report.Findings.ToLookup(f => f.Master, StringComparer.Ordinal);
        var changes = report.Changes.ToLookup(c => c.Master, StringComparer.Ordinal);
        var names = report.Masters.Select(m => m.Name)
            .Concat(findings.Select(f => f.Key).Concat(changes.Select(c => c.Key)).Except(report.Masters.Select(m => m.Name), StringComparer.Ordinal).Order(StringComparer.Ordinal)).Distinct(StringComparer.Ordinal).ToList();
        var most = Math.Clamp(MostFindings / Math.Max(1, report.Findings.DistinctBy(f => (f.Master, f.Kind)).Count()), 10, 500);
        var places = new SourcePlaces(report.Run.Targets);
        return new Section("masters", "Masters, findings and changes", Markup.Of($"""
            {Filter(report.Findings)}
            {names.Select(name => Master(name, report.Masters.FirstOrDefault(m => m.Name == name), [.. findings[name]], [.. changes[name]], most, places, links))}
            """), Markup.Of($"""<span class="note">{Count(report.Findings.Count, "finding")}, {Count(report.Changes.Count, "change")}</span>""")) { Short = "Findings" };
    }

    private static Markup Filter(IReadOnlyList<Finding> findings)
    {
        if (findings.Count == 0)
            return Markup.Nothing;
        var counts = findings.CountBy(f => f.Severity).ToDictionary(g => g.Key, g => g.Value);
        var boxes = Enum.GetValues<Severity>().OrderDescending().Select(ReportWords.Severity).Zip(Enum.GetValues<Severity>().OrderDescending(), (word, severity) => Markup.Of(
            $"""<label class="{word}"><input type="checkbox" id="show-{word}" checked>{word} <b>{counts.GetValueOrDefault(severity):N0}</b></label>"""));
        return Markup.Of($"""<fieldset class="filter"><legend>Show findings that are</legend>{boxes}</fieldset>""");
    }

    private static Markup Master(string name, ReportMaster? master, List<Finding> findings, List<Change> changes, int most, SourcePlaces places, ReportLinks links)
    {
        var summary = master?.Summary is { Length: > 0 } text && text != ReportWords.Status(master.Status) ? Markup.Of($"""<p class="summary">{text}</p>""") : Markup.Nothing;
        var facts = master is null ? Markup.Nothing : Markup.Of(
            $"""{Parts.Status(master.Status)}<span class="note">{(master.Workers == 0 ? "no worker" : Count(master.Workers, "worker"))}{(master.Version.Length == 0 ? Markup.Nothing : Markup.Of($", version {master.Version}"))}</span>""");
        return Markup.Of($"""
            <article class="master{(findings.Count + changes.Count == 0 ? new Markup(" quiet") : Markup.Nothing)}" id="master-{Parts.Slug(name)}"><h3>{name} {facts}</h3>{summary}
            {FindingList.Of(findings, most, places, links)}{ChangeList.Of(changes, places, links)}</article>
            """);
    }
}
