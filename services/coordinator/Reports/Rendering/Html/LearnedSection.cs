using Cortex.Contracts.Reports;

namespace Cortex.Coordinator.Reports.Rendering.Html;

internal static class LearnedSection
{
    private const int Most = 100;

    public static Section Of(IReadOnlyList<Learned> learned, ReportLinks links) => learned.Count == 0 ? Section.LeftOut : new("learned", "Learned", Markup.Of($"""
        <div class="scroll"><table>
        <thead><tr><th scope="col">Subject</th><th scope="col">Before</th><th scope="col">After</th><th scope="col">Effect</th></tr></thead>
        <tbody>{learned.Take(Most).Select(l => Markup.Of($"<tr><th scope=\"row\">{l.Subject}</th><td>{l.Before}</td><td>{l.After}</td><td>{l.Effect}</td></tr>"))}</tbody>
        </table></div>{Parts.More(learned.Count, Most, links)}
        """));
}
