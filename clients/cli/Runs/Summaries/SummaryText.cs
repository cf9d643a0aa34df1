using System.Text;
using Cortex.Cli.Commanding;
using Cortex.Cli.Terminal;
using Cortex.Contracts.Api;
using Cortex.Contracts.Certificates;
using Cortex.Contracts.Findings;
using Cortex.Contracts.Masters;
using Cortex.Contracts.Reports;

namespace Cortex.Cli.Runs.Summaries;

/// <summary>How a run went, for a person. Every figure is the report's.</summary>
internal static class SummaryText
{
    private const int LabelWidth = 24;
    private const int MostEscalations = 10;

    public static string Of(RunDetails run, Report? report, IReadOnlyList<string> paths)
    {
        var text = new StringBuilder();
        var took = (run.Run.FinishedAt ?? run.Run.StartedAt) - run.Run.StartedAt;
        var status = run.Run.Status.ToString();
        text.AppendLine($"{status} in {Durations.Words(took)}: run {RunIds.Short(run.Run.Id)}, plan {run.Run.Plan}, {Wording.Count(run.Run.Targets.Count, "target")}{(run.Run.Reason is null ? "" : $": {Printable.Of(run.Run.Reason)}")}");
        if (report is null)
        {
            text.AppendLine("No report was written.");
            return text.ToString();
        }

        Targets(text, report.Run);
        OutcomeTable(text, report.Outcomes);
        MasterTable(text, report.Masters);
        Escalations(text, report.Escalations);
        Closing(text, report, paths);
        return text.ToString();
    }

    private static void Targets(StringBuilder text, ReportRun run)
    {
        foreach (var target in run.Targets.Where(t => t.Problem is not null))
            text.AppendLine($"  not used: {Printable.Of(target.Name)}: {Printable.Of(target.Problem!)}");
        foreach (var target in run.Targets.Where(t => t.Uncommitted))
            text.AppendLine($"  note: {Printable.Of(target.Name)} has uncommitted changes; only what is committed was looked at");
    }

    private static void OutcomeTable(StringBuilder text, IReadOnlyDictionary<string, Outcome> outcomes)
    {
        text.AppendLine().AppendLine($"  {"Outcome",-LabelWidth}  {"before",10}  {"after",10}  {"change",10}");
        foreach (var name in Outcomes.All.Where(outcomes.ContainsKey))
        {
            var outcome = outcomes[name];
            if (outcome.After is not { } after)
                text.AppendLine($"  {Wording.Outcome(name),-LabelWidth}  not measured: {Printable.Of(outcome.NotMeasured ?? "no reason given")}");
            else
                text.AppendLine($"  {Wording.Outcome(name),-LabelWidth}  {(outcome.Before is { } before ? Wording.Figure(name, before) : "-"),10}  {Wording.Figure(name, after),10}  {(outcome.Delta is { } delta ? Wording.Change(name, delta) : "-"),10}");
        }
    }

    private static void MasterTable(StringBuilder text, IReadOnlyList<ReportMaster> masters)
    {
        text.AppendLine().AppendLine($"  {"Master",-LabelWidth}  {"status",-16}  {"workers",7}");
        foreach (var master in masters)
            text.AppendLine($"  {master.Name,-LabelWidth}  {Wording.Status(master.Status),-16}  {master.Workers,7}  {(master.Summary == Wording.Status(master.Status) ? "" : Printable.Of(master.Summary))}".TrimEnd());
    }

    private static void Escalations(StringBuilder text, IReadOnlyList<Escalation> escalations)
    {
        if (escalations.Count == 0)
            return;
        text.AppendLine().AppendLine($"  Escalations ({escalations.Count(e => e.Status == "open")} open)");
        foreach (var e in escalations.Take(MostEscalations))
            text.AppendLine($"    {e.Status,-8}  {Wording.Status(e.Severity),-8}  {e.Master}: {Printable.Of(e.Reason)}");
        if (escalations.Count > MostEscalations)
            text.AppendLine($"    … and {escalations.Count - MostEscalations} more in the report");
    }

    private static void Closing(StringBuilder text, Report report, IReadOnlyList<string> paths)
    {
        text.AppendLine();
        Line(text, "Findings", FindingsText(report.Findings));
        if (report.Changes.Count > 0)
            Line(text, "Changes", $"{report.Changes.Count:#,0}, {report.Changes.Count(c => c.Verification.Status == VerificationStatus.Passed):#,0} verified");
        Line(text, "Tokens", $"{report.Tokens.Used:#,0} of {report.Tokens.Budget:#,0} ({report.Tokens.Efficiency * 100:0.#} %), {report.Tokens.Model ?? "no model"}");
        if (report.Run.Goal is { } goal)
            Line(text, "Goal", $"\"{Printable.Of(goal)}\": {report.Run.GoalNote ?? "recorded, not used yet"}");
        Line(text, "Certificate", CertificateText(report.Certificate));
        foreach (var path in paths)
            Line(text, path == paths[0] ? "Report" : "", path);
    }

    private static void Line(StringBuilder text, string label, string value) => text.AppendLine($"  {label,-12}  {value}");

    private static string FindingsText(IReadOnlyList<Finding> findings)
    {
        if (findings.Count == 0)
            return "none";
        var bySeverity = findings.GroupBy(f => f.Severity).OrderByDescending(g => g.Key).Select(g => $"{g.Count():#,0} {Wording.Status(g.Key)}");
        return $"{findings.Count:#,0} ({string.Join(", ", bySeverity)})";
    }

    private static string CertificateText(Certificate certificate) =>
        certificate.Holds
            ? $"holds: {certificate.Events:#,0} events replayed identically, nothing undelivered, no worker, deadline, workspace or token left over"
            : $"DOES NOT HOLD: {string.Join("; ", certificate.Failures.Select(f => $"{f.Field}: {Printable.Of(f.Detail)}"))}";
}
