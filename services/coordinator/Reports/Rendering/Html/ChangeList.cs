using Cortex.Contracts.Findings;
using static Cortex.Coordinator.Reports.Rendering.ReportFigures;

namespace Cortex.Coordinator.Reports.Rendering.Html;

/// <summary>A master's changes: where each lies, how to see its difference, whether it was checked.</summary>
internal static class ChangeList
{
    private const int Most = 100;
    private const int MostLines = 8;

    public static Markup Of(IReadOnlyList<Change> changes, SourcePlaces places, ReportLinks links)
    {
        if (changes.Count == 0)
            return Markup.Nothing;
        var ordered = changes.OrderBy(c => c.Target, StringComparer.Ordinal).ThenBy(c => c.Key, StringComparer.Ordinal).Take(Most);
        return Markup.Of($"""
            <details class="group" open><summary><b>changes</b>{changes.CountBy(c => c.Verification.Status).OrderBy(g => g.Key).Select(g => Parts.Pill(Parts.Tone(ReportWords.Verified(g.Key)), $"{g.Value:N0} {ReportWords.Verified(g.Key)}"))}</summary>
            <ul class="changes">{ordered.Select(c => Item(c, places))}</ul>{Parts.More(changes.Count, Most, links)}</details>
            """);
    }

    private static Markup Item(Change change, SourcePlaces places)
    {
        var verified = ReportWords.Verified(change.Verification.Status);
        return Markup.Of($"""
            <li><h4>{change.Kind}{(change.Package is { Length: > 0 } package ? Markup.Of($": <code>{package}</code> {change.From ?? "?"} → {change.To ?? "?"}") : Markup.Nothing)}</h4>
            <p class="verdicts">{Parts.Pill(Parts.Tone(verified), verified)}{Parts.Pill(Parts.Tone(change.Review.Verdict), change.Review.Verdict)}<span>{Proposed(change.Proposal)}</span></p>
            <dl>{Term("Target", Markup.Of($"{change.Target}"))}{Term("Branch", Branch(change))}{Term("Difference", Difference(change, places))}{Term("Files", Lines(change.Files))}{Term("Answers", Lines(change.Findings))}{Term("Verified with", Lines(change.Verification.Commands))}{Term("Verification", Reason(change.Verification.Reason))}{Term("Review", Reason(change.Review.Reason))}{Term("Proposal", Reason(change.Proposal.Reason))}{Term(PathTerm(change.Proposal), Path(change.Proposal.Path))}</dl></li>
            """);
    }

    private static Markup Term(string term, Markup value) => value.Value is null ? value : Markup.Of($"<div><dt>{term}</dt><dd>{value}</dd></div>");

    private static Markup Reason(string? reason) => reason is { Length: > 0 } ? Markup.Of($"{reason}") : Markup.Nothing;

    private static Markup Branch(Change change) => change.Branch is { Length: > 0 } branch
        ? Markup.Of($"<code>{branch}</code> {Parts.Code(ReportWords.Short(change.Commit))}")
        : Markup.Nothing;

    private static Markup Difference(Change change, SourcePlaces places) =>
        change.Branch is { Length: > 0 } branch && places.CommitOf(change.Target) is { } commit
            ? Markup.Of($"<code>git diff {ReportWords.Short(commit)} {ShellWord.Quoted(branch)}</code>")
            : Markup.Nothing;

    /// <summary>A file of the run's folder, beside this report.</summary>
    private static Markup Path(string? path) => path is { Length: > 0 } ? Markup.Of($"{Parts.Code(path)}") : Markup.Nothing;

    private static string PathTerm(Proposal proposal) => proposal.Path?.EndsWith(".patch", StringComparison.Ordinal) == true ? "Patch" : "Text";

    private static Markup Lines(IReadOnlyList<string> lines)
    {
        if (lines.Count == 0)
            return Markup.Nothing;
        var more = lines.Count > MostLines ? Markup.Of($"<li>and {Number(lines.Count - MostLines)} more</li>") : Markup.Nothing;
        return Markup.Of($"<ul>{lines.Take(MostLines).Select(line => Markup.Of($"<li><code>{line}</code></li>"))}{more}</ul>");
    }

    private static Markup Proposed(Proposal proposal) => proposal.Url is { Length: > 0 } url
        ? Parts.Link(proposal.Kind, url)
        : Markup.Of($"{(proposal.Kind == "none" ? "no proposal" : proposal.Kind)}");
}
