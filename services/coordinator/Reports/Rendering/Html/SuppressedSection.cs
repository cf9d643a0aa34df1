using Cortex.Contracts.Findings;

namespace Cortex.Coordinator.Reports.Rendering.Html;

/// <summary>Findings that the repositories ask to pass over, with their reasons.</summary>
internal static class SuppressedSection
{
    private const int Most = 100;

    public static Section Of(IReadOnlyList<SuppressedFinding> suppressed, SourcePlaces places, ReportLinks links) => suppressed.Count == 0 ? Section.LeftOut : new("passed-over", "Passed over", Markup.Of($"""
        <div class="scroll"><table>
        <thead><tr><th scope="col">Finding</th><th scope="col">Where</th><th scope="col">Reason</th><th scope="col">Until</th><th scope="col">Asked for in</th></tr></thead>
        <tbody>{suppressed.OrderByDescending(s => s.Finding.Severity).ThenBy(s => s.Finding.Key, StringComparer.Ordinal).Take(Most).Select(s => Row(s, places))}</tbody>
        </table></div>{Parts.More(suppressed.Count, Most, links)}
        """), Parts.Note(suppressed.Count, "finding"));

    private static Markup Row(SuppressedFinding suppressed, SourcePlaces places) => Markup.Of(
        $"""<tr><th scope="row">{Parts.Badge(suppressed.Finding.Severity)} {suppressed.Finding.Title}</th><td>{places.Of(suppressed.Finding)}</td><td>{suppressed.Reason}</td><td>{suppressed.Until?.ToString("yyyy-MM-dd") ?? "–"}</td><td><code>{suppressed.By}</code></td></tr>""");
}
