using Cortex.Contracts.Reports;

namespace Cortex.Coordinator.Reports.Rendering.Html;

/// <summary>What the run could not settle by itself: open ones first.</summary>
internal static class EscalationsSection
{
    private const int Most = 100;

    public static Section Of(IReadOnlyList<Escalation> escalations, ReportLinks links)
    {
        if (escalations.Count == 0)
            return Section.LeftOut;
        var ordered = escalations.OrderBy(e => e.Status == "open" ? 0 : 1).ThenByDescending(e => e.Severity).ThenBy(e => e.Id, StringComparer.Ordinal);
        return new Section("escalations", "Escalations", Markup.Of($"""<ul class="escalations">{ordered.Take(Most).Select(Item)}</ul>{Parts.More(escalations.Count, Most, links)}"""),
            Markup.Of($"""<span class="note">{escalations.Count(e => e.Status == "open"):N0} open, {escalations.Count(e => e.Status != "open"):N0} resolved</span>"""));
    }

    private static Markup Item(Escalation escalation) => Markup.Of($"""
        <li class="{(escalation.Status == "open" ? "open" : "resolved")}">{Parts.Badge(escalation.Severity)} {Parts.Status(escalation.Status)} <b>{escalation.Master}</b> <span>{escalation.Reason}</span>{(escalation.Resolution is { Length: > 0 } resolution ? Markup.Of($"<p>Resolved: {resolution}</p>") : Markup.Nothing)}</li>
        """);
}
