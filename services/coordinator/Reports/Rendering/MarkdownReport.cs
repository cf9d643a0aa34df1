using System.Text;
using Cortex.Contracts.Findings;
using Cortex.Contracts.Masters;
using Cortex.Contracts.Reports;
using static Cortex.Coordinator.Reports.Rendering.ReportFigures;

namespace Cortex.Coordinator.Reports.Rendering;

/// <summary>report.md. The same report gives the same bytes; long tables are cut and say what they leave out.</summary>
public static partial class MarkdownReport
{
    private const int MostRows = 50;

    public static string Render(Report report, ReportLinks links)
    {
        var text = new StringBuilder();
        Headline(text, report, links);
        TargetsSection(text, report.Run.Targets);
        OutcomesSection(text, report.Outcomes);
        EscalationsSection(text, report.Escalations);
        FindingsSection(text, report.Findings, links);
        ChangesSection(text, report.Changes, links);
        PhasesSection(text, report.Phases);
        MastersSection(text, report.Masters);
        WorkersSection(text, report.Workers, links);
        TokensSection(text, report.Tokens);
        SuppressedSection(text, report.Suppressed, links);
        LearnedSection(text, report.Learned);
        CertificateSection(text, report);
        return text.ToString();
    }

    private static void Headline(StringBuilder text, Report report, ReportLinks links)
    {
        var run = report.Run;
        text.Append($"# Cortex run: {run.Status} in {Duration(run.DurationSeconds)}\n\n");
        text.Append($"Plan {Markdown.Code(run.Plan)} on {Count(run.Targets.Count(t => t.Problem is null), "target")}, {Time(run.StartedAt)} to {Time(run.FinishedAt)} UTC, run {Markdown.Code(run.Id)}.\n\n");
        if (run.Reason is { } reason)
            text.Append($"- **Why {run.Status}:** {Markdown.Text(reason)}\n");
        text.Append($"- **Certificate:** {CertificateInShort(report)}\n");
        text.Append(report.Workers.Count == 0 ? "- **Workers:** none\n" : $"- **Workers:** {report.Workers.Count(w => w.Status == "completed"):N0} of {report.Workers.Count:N0} completed\n");
        text.Append($"- **Found:** {Count(report.Findings.Count, "finding")}; **changed:** {Count(report.Changes.Count, "change")}; **open escalations:** {report.Escalations.Count(e => e.Status == "open"):N0}\n");
        text.Append($"- **Tokens:** {TokensInShort(report.Tokens)}\n");
        if (run.DryRun)
            text.Append("- **Dry run:** no branch was made and nothing was executed\n");
        if (!run.Trusted)
            text.Append("- **Not trusted:** the targets' own builds and tests were not executed\n");
        if (run.Goal is { } goal)
            text.Append($"- **Goal:** {Markdown.Text(goal)}{(run.GoalNote is { } note ? $" ({Markdown.Text(note)})" : "")}\n");
        (string Label, string? Path)[] documents =
            [("JSON", links.Json), ("HTML", links.Html), ("SARIF", links.Sarif), ("CycloneDX", links.CycloneDx), ("events", links.Events)];
        var there = documents.Where(d => d.Path is not null).Select(d => Markdown.File(d.Label, d.Path!)).ToList();
        if (there.Count > 0)
            text.Append($"- **Also as:** {string.Join(", ", there)}\n");
        text.Append('\n');
    }

    private static void TargetsSection(StringBuilder text, IReadOnlyList<ReportTarget> targets)
    {
        text.Append("## Targets\n\n");
        if (None(text, targets))
            return;
        var table = new MarkdownTable("Target", "Branch", "Commit", "Note");
        foreach (var target in targets.Take(MostRows))
        {
            var note = target.Problem is { } problem ? $"**not used:** {Markdown.Text(problem)}" : Markdown.Text(string.Join(" ", [.. target.Uncommitted ? ["uncommitted changes were not looked at."] : Array.Empty<string>(), .. target.Notes]));
            table.Row(Markdown.Code(target.Name), Markdown.Code(target.Branch ?? ""), Markdown.Code(ReportWords.Short(target.Commit)), note);
        }

        End(text, table, targets.Count, ReportLinks.None);
    }

    private static void OutcomesSection(StringBuilder text, IReadOnlyDictionary<string, Outcome> outcomes)
    {
        text.Append("## Outcomes\n\n");
        var table = new MarkdownTable("Outcome", "Before:", "After:", "Delta:", "Remark");
        foreach (var name in ReportWords.OutcomesInOrder(outcomes))
        {
            var outcome = outcomes[name];
            var unit = name == Outcomes.TestCoverage ? " %" : "";
            var title = Markdown.Text(ReportWords.Outcome(name));
            if (outcome.NotMeasured is { } reason)
                table.Row(title, "–", "–", "–", $"not measured: {Markdown.Text(reason)}");
            else
                table.Row(title, Figure(outcome.Before), Figure(outcome.After), outcome.Delta is { } delta ? $"{Delta(delta)}{unit}" : "–", "");

            string Figure(double? value) => value is { } number ? $"{Number(number)}{unit}" : "–";
        }

        text.Append(table).Append('\n');
    }

    private static void EscalationsSection(StringBuilder text, IReadOnlyList<Escalation> escalations)
    {
        text.Append("## Escalations\n\n");
        if (None(text, escalations))
            return;
        var table = new MarkdownTable("Severity", "Master", "Reason", "Status", "Resolution");
        foreach (var escalation in escalations.OrderBy(e => e.Status == "open" ? 0 : 1).ThenByDescending(e => e.Severity).ThenBy(e => e.Id, StringComparer.Ordinal).Take(MostRows))
            table.Row(ReportWords.Severity(escalation.Severity), Markdown.Text(escalation.Master), Markdown.Text(escalation.Reason), Markdown.Text(escalation.Status), Markdown.Text(escalation.Resolution ?? ""));
        End(text, table, escalations.Count, ReportLinks.None);
    }

    private static void PhasesSection(StringBuilder text, IReadOnlyList<ReportPhase> phases)
    {
        text.Append("## Phases\n\n");
        var table = new MarkdownTable("Phase", "Status", "Started:", "Took:", "Limit:");
        foreach (var phase in phases)
        {
            var took = phase is { StartedAt: { } start, FinishedAt: { } end } ? Duration((end - start).TotalSeconds) : "–";
            table.Row($"{phase.Number} {Markdown.Text(phase.Name)}", Markdown.Text(ReportWords.Status(phase.Status)), Clock(phase.StartedAt), took, Duration(phase.LimitSeconds));
        }

        text.Append(table).Append('\n');
    }

    private static void MastersSection(StringBuilder text, IReadOnlyList<ReportMaster> masters)
    {
        text.Append("## Masters\n\n");
        if (None(text, masters))
            return;
        var table = new MarkdownTable("Master", "Status", "Version", "Workers:", "Tokens:", "Summary");
        foreach (var master in masters)
            table.Row(Markdown.Text(master.Name), Markdown.Text(ReportWords.Status(master.Status)), Markdown.Text(master.Version), $"{master.Workers:N0}", Used(master.Tokens), Markdown.Text(master.Summary));
        text.Append(table).Append('\n');
    }

    private static void WorkersSection(StringBuilder text, IReadOnlyList<ReportWorker> workers, ReportLinks links)
    {
        text.Append("## Workers\n\n");
        if (None(text, workers))
            return;
        var table = new MarkdownTable("Worker", "Master", "Target", "Node", "Status", "Attempts:", "Took:", "Tokens:");
        foreach (var worker in workers.Take(MostRows))
        {
            var status = worker.Failure is { Length: > 0 } failure ? $"{Markdown.Text(ReportWords.Status(worker.Status))}: {Markdown.Text(failure)}" : Markdown.Text(ReportWords.Status(worker.Status));
            table.Row(
                Markdown.Text(worker.Type), Markdown.Text(worker.Master), Markdown.Code(worker.Target), Markdown.Text(worker.Node),
                status, $"{worker.Attempts:N0}", Duration(worker.DurationSeconds), Used(worker.Tokens));
        }

        End(text, table, workers.Count, links);
    }

    private static void TokensSection(StringBuilder text, ReportTokens tokens)
    {
        text.Append("## Tokens\n\n");
        text.Append($"{Capitalised(TokensInShort(tokens))}.");
        if (tokens.ReserveReleased > 0)
            text.Append($" Of the reserve of {tokens.Reserve:N0}, {tokens.ReserveReleased:N0} were released.");
        if (tokens.InDoubt > 0)
            text.Append($" {tokens.InDoubt:N0} are in doubt: their calls were never answered.");
        text.Append("\n\n");
        var users = tokens.PerMaster.Where(m => m.Value != 0).OrderBy(m => m.Key, StringComparer.Ordinal).ToList();
        if (users.Count == 0)
            return;
        var table = new MarkdownTable("Master", "Tokens used:");
        foreach (var (master, used) in users)
            table.Row(Markdown.Text(master), $"{used:N0}");
        text.Append(table).Append('\n');
    }

    private static void LearnedSection(StringBuilder text, IReadOnlyList<Learned> learned)
    {
        if (learned.Count == 0)
            return;
        text.Append("## Learned\n\n");
        var table = new MarkdownTable("Subject", "Before", "After", "Effect");
        foreach (var lesson in learned.Take(MostRows))
            table.Row(Markdown.Text(lesson.Subject), Markdown.Text(lesson.Before), Markdown.Text(lesson.After), Markdown.Text(lesson.Effect));
        End(text, table, learned.Count, ReportLinks.None);
    }

    private static void CertificateSection(StringBuilder text, Report report)
    {
        var certificate = report.Certificate;
        text.Append("## Certificate\n\n");
        text.Append($"It {CertificateInShort(report)}. {Count((int)Math.Min(int.MaxValue, certificate.Events), "event")} of this run were checked, up to position {certificate.UpTo:N0} of the log.\n\n");
        var details = certificate.Failures.GroupBy(f => f.Field, StringComparer.Ordinal)
            .ToDictionary(f => f.Key, f => string.Join("; ", f.Select(d => Markdown.Text(d.Detail))), StringComparer.Ordinal);
        var table = new MarkdownTable("Check", "Result", "Remark");
        foreach (var (field, title, value) in ReportWords.CertificateFields(certificate))
            table.Row(title, value, details.Remove(field, out var detail) ? $"**does not hold:** {detail}" : "");
        foreach (var (field, detail) in details.OrderBy(d => d.Key, StringComparer.Ordinal))
            table.Row(Markdown.Text(field), "–", $"**does not hold:** {detail}");
        text.Append(table);
    }

    private static string CertificateInShort(Report report)
    {
        if (report.Certificate.Holds)
            return "holds";
        var fields = report.Certificate.Failures.Select(f => f.Field).Where(f => f != "holds").Distinct(StringComparer.Ordinal).Select(Markdown.Code).ToList();
        return fields.Count == 0 ? "**does not hold**" : $"**does not hold:** {string.Join(", ", fields)}";
    }

    private static string TokensInShort(ReportTokens tokens) => tokens switch
    {
        { Model: null, Used: 0 } => "no model: 0 tokens used",
        { Model: { } model } => $"{tokens.Used:N0} of {tokens.Budget:N0} used ({Share(tokens.Efficiency)}) with {Markdown.Code(model)}",
        _ => $"{tokens.Used:N0} of {tokens.Budget:N0} used ({Share(tokens.Efficiency)})",
    };

    private static string Used(TokenUse tokens) => $"{tokens.Used:N0} / {tokens.Limit:N0}";

    private static string Capitalised(string text) => $"{char.ToUpperInvariant(text[0])}{text[1..]}";

    private static bool None<T>(StringBuilder text, IReadOnlyList<T> rows)
    {
        if (rows.Count == 0)
            text.Append("None.\n\n");
        return rows.Count == 0;
    }

    private static void End(StringBuilder text, MarkdownTable table, int rows, ReportLinks links)
    {
        text.Append(table);
        if (rows > MostRows)
            text.Append($"\n{rows - MostRows:N0} more are in {(links.Json is { } json ? Markdown.File("report.json", json) : "report.json")}.\n");
        text.Append('\n');
    }
}
