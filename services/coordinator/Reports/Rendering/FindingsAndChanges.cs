using System.Text;
using Cortex.Contracts.Findings;
using Cortex.Contracts.Masters;
using Cortex.Contracts.Reports;
using static Cortex.Coordinator.Reports.Rendering.ReportFigures;

namespace Cortex.Coordinator.Reports.Rendering;

/// <summary>What was found, what was passed over, and what was changed.</summary>
public static partial class MarkdownReport
{
    private static void FindingsSection(StringBuilder text, IReadOnlyList<Finding> findings, ReportLinks links)
    {
        text.Append("## Findings\n\n");
        if (None(text, findings))
            return;
        var bySeverity = findings.CountBy(f => f.Severity).OrderByDescending(g => g.Key).Select(g => $"{g.Value:N0} {ReportWords.Severity(g.Key)}");
        text.Append($"{Count(findings.Count, "finding")}: {string.Join(", ", bySeverity)}.\n\n");
        var table = new MarkdownTable("Severity", "What", "Where", "Kind", "Answered by");
        foreach (var finding in findings.OrderByDescending(f => f.Severity).ThenByDescending(f => f.Score ?? -1).ThenBy(f => f.Key, StringComparer.Ordinal).Take(MostRows))
            table.Row(SeverityOf(finding), What(finding), Where(finding), Markdown.Text(finding.Kind), Answer(finding));
        End(text, table, findings.Count, links);
    }

    private static void SuppressedSection(StringBuilder text, IReadOnlyList<SuppressedFinding> suppressed, ReportLinks links)
    {
        if (suppressed.Count == 0)
            return;
        text.Append("## Passed over\n\n");
        var table = new MarkdownTable("Severity", "What", "Where", "Reason", "Until", "Asked for in");
        foreach (var passed in suppressed.OrderByDescending(s => s.Finding.Severity).ThenBy(s => s.Finding.Key, StringComparer.Ordinal).Take(MostRows))
            table.Row(SeverityOf(passed.Finding), What(passed.Finding), Where(passed.Finding), Markdown.Text(passed.Reason), passed.Until?.ToString("yyyy-MM-dd") ?? "–", Markdown.Code(passed.By));
        End(text, table, suppressed.Count, links);
    }

    private static string SeverityOf(Finding finding) =>
        finding.Score is { } score ? $"{ReportWords.Severity(finding.Severity)} ({Number(score)})" : ReportWords.Severity(finding.Severity);

    private static string What(Finding finding)
    {
        var what = Markdown.Text(finding.Title);
        if (finding.Reference is { Length: > 0 } reference)
            what = $"{Markdown.Text(reference)}: {what}";
        return finding.Package is { Length: > 0 } package ? $"{what} in {Markdown.Code(package)}" : what;
    }

    private static string Where(Finding finding)
    {
        if (finding.Path is not { Length: > 0 } path)
            return Markdown.Code(finding.Target);
        return $"{Markdown.Code(finding.Target)} {Markdown.Code(finding.Line is { } line ? $"{path}:{line}" : path)}";
    }

    private static string Answer(Finding finding)
    {
        var answer = finding.FixedBy is { Length: > 0 } change ? Markdown.Code(change)
            : finding.FixedVersion is { Length: > 0 } version ? $"fixed in {Markdown.Code(version)}" : null;
        var open = finding.Open is { } stays ? $"open: {Markdown.Text(stays.Detail)}" : null;
        return (answer, open) is (null, null) ? "–" : string.Join("; ", new[] { answer, open }.OfType<string>());
    }

    private static void ChangesSection(StringBuilder text, IReadOnlyList<Change> changes, ReportLinks links)
    {
        text.Append("## Changes\n\n");
        if (None(text, changes))
            return;
        var byVerification = changes.CountBy(c => c.Verification.Status).OrderBy(g => g.Key).Select(g => $"{g.Value:N0} {ReportWords.Verified(g.Key)}");
        text.Append($"{Count(changes.Count, "change")}: {string.Join(", ", byVerification)}.\n\n");
        var table = new MarkdownTable("Change", "Target", "Branch", "Verification", "Review", "Proposal");
        foreach (var change in changes.OrderBy(c => c.Target, StringComparer.Ordinal).ThenBy(c => c.Key, StringComparer.Ordinal).Take(MostRows))
            table.Row(What(change), Markdown.Code(change.Target), Branch(change), Verification(change.Verification), Judged(change.Review), Proposed(change.Proposal));
        End(text, table, changes.Count, links);
    }

    private static string What(Change change)
    {
        if (change.Package is { Length: > 0 } package)
            return $"{Markdown.Text(change.Kind)}: {Markdown.Code(package)} {Markdown.Text(change.From ?? "?")} → {Markdown.Text(change.To ?? "?")}";
        var files = string.Join(", ", change.Files.Take(3).Select(Markdown.Code));
        return $"{Markdown.Text(change.Kind)}: {files}{(change.Files.Count > 3 ? $" and {change.Files.Count - 3} more" : "")}";
    }

    private static string Branch(Change change) =>
        change.Branch is { Length: > 0 } branch ? $"{Markdown.Code(branch)} {Markdown.Code(ReportWords.Short(change.Commit))}".TrimEnd() : "–";

    private static string Verification(Verification verification)
    {
        var reason = verification.Reason is { Length: > 0 } why ? $": {Markdown.Text(why)}" : "";
        return $"{ReportWords.Verified(verification.Status)}{reason}";
    }

    private static string Judged(Review review) =>
        review.Reason is { Length: > 0 } reason ? $"{Markdown.Text(review.Verdict)}: {Markdown.Text(reason)}" : Markdown.Text(review.Verdict);

    private static string Proposed(Proposal proposal) =>
        (proposal.Url is { Length: > 0 } url ? Markdown.Link(proposal.Kind, url) : Markdown.Text(proposal.Kind))
        + (proposal.Path is { Length: > 0 } path ? $" {Markdown.Code(path)}" : "")
        + (proposal.Reason is { Length: > 0 } reason ? $": {Markdown.Text(reason)}" : "");
}
