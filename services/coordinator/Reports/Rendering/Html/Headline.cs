using Cortex.Contracts.Reports;
using static Cortex.Coordinator.Reports.Rendering.ReportFigures;

namespace Cortex.Coordinator.Reports.Rendering.Html;

/// <summary>The head: how the run went, in figures; what it worked on; whether its certificate holds.</summary>
internal static class Headline
{
    private const int MostTargets = 100;

    public static Markup Of(Report report, ReportLinks links)
    {
        var run = report.Run;
        return Markup.Of($"""
            <header class="head {Parts.Tone(run.Status)}">
            <p class="eyebrow">Cortex run, plan <b>{run.Plan}</b></p>
            <h1>{Capitalised(ReportWords.Status(run.Status))} <span>in {Duration(run.DurationSeconds)}</span></h1>
            <p class="when"><time>{Time(run.StartedAt)}</time> to <time>{Clock(run.FinishedAt)}</time> UTC, run <code>{run.Id}</code></p>
            {Notes(run)}
            <dl class="figures">{Figures(report)}</dl>
            </header>
            <div class="split">
            <section id="targets" aria-labelledby="targets-title"><h2 id="targets-title">Targets{Parts.Note(run.Targets.Count, "target")}</h2>{Targets(run.Targets, links)}{Documents(links)}</section>
            {Certified(report)}
            </div>
            """);
    }

    private static Markup Notes(ReportRun run)
    {
        var notes = new List<Markup>();
        if (run.Reason is { } reason)
            notes.Add(Markup.Of($"<li><b>Why {ReportWords.Status(run.Status)}:</b> {reason}</li>"));
        if (run.DryRun)
            notes.Add(Markup.Of($"<li><b>Dry run:</b> no branch was made and nothing was executed.</li>"));
        if (!run.Trusted)
            notes.Add(Markup.Of($"<li><b>Not trusted:</b> the targets’ own builds and tests were not executed.</li>"));
        if (run.Goal is { } goal)
            notes.Add(Markup.Of($"<li><b>Goal:</b> {(run.GoalNote is { } note ? $"{goal} ({note})" : goal)}</li>"));
        return notes.Count == 0 ? Markup.Nothing : Markup.Of($"""<ul class="notes">{notes}</ul>""");
    }

    private static IEnumerable<Markup> Figures(Report report)
    {
        var used = report.Run.Targets.Count(target => target.Problem is null);
        yield return Figure("Targets", Number(used), used == report.Run.Targets.Count ? "all used" : $"{report.Run.Targets.Count - used:N0} not used", used == report.Run.Targets.Count ? "" : "bad", "targets");
        var completed = report.Workers.Count(worker => worker.Status == "completed");
        yield return Figure("Workers", Number(report.Workers.Count), report.Workers.Count == 0 ? "none was needed" : $"{completed:N0} completed", completed == report.Workers.Count ? "" : "bad", "workers");
        var severe = report.Findings.Count(finding => finding.Severity >= Contracts.Findings.Severity.High);
        yield return Figure("Findings", Number(report.Findings.Count), severe == 0 ? "none is high or critical" : $"{severe:N0} high or critical", severe == 0 ? "" : "bad", "masters");
        var verified = report.Changes.Count(change => change.Verification.Status == Contracts.Findings.VerificationStatus.Passed);
        yield return Figure("Changes", Number(report.Changes.Count), report.Changes.Count == 0 ? "none was proposed" : $"{verified:N0} verified", "", "masters");
        var open = report.Escalations.Count(escalation => escalation.Status == "open");
        yield return Figure("Escalations", Number(report.Escalations.Count), open == 0 ? "none is open" : $"{open:N0} open", open == 0 ? "" : "bad", report.Escalations.Count == 0 ? "report" : "escalations");
        yield return Figure("Tokens", Number(report.Tokens.Used), report.Tokens is { Used: 0, Model: null } ? "no model was used" : $"{Share(report.Tokens.Efficiency)} of {report.Tokens.Budget:N0}", "", "tokens");
    }

    private static Markup Figure(string label, string figure, string remark, string tone, string anchor) =>
        Markup.Of($"""<div><dt><a href="#{anchor}">{label}</a></dt><dd><b>{figure}</b><span class="{tone}">{remark}</span></dd></div>""");

    private static Markup Targets(IReadOnlyList<ReportTarget> targets, ReportLinks links)
    {
        if (targets.Count == 0)
            return Markup.Of($"""<p class="none">None.</p>""");
        return Markup.Of($"""<ul class="targets">{targets.Take(MostTargets).Select(Target)}</ul>{Parts.More(targets.Count, MostTargets, links)}""");
    }

    private static Markup Target(ReportTarget target)
    {
        var remarks = string.Join(" ", [.. target.Uncommitted ? ["Uncommitted changes were not looked at."] : Array.Empty<string>(), .. target.Notes]);
        return Markup.Of($"""
            <li><span class="name">{target.Name}</span>{(target.Commit is null ? Markup.Nothing : Markup.Of($"<span class=\"at\">{target.Branch ?? "detached"} <code title=\"{target.Commit}\">{ReportWords.Short(target.Commit)}</code></span>"))}
            {(target.Problem is { } problem ? Markup.Of($"<p class=\"bad\"><b>Not used:</b> {problem}</p>") : Markup.Nothing)}{(remarks.Length == 0 ? Markup.Nothing : Markup.Of($"<p>{remarks}</p>"))}</li>
            """);
    }

    private static Markup Documents(ReportLinks links)
    {
        (string Label, string? Path)[] documents = [("JSON", links.Json), ("Markdown", links.Markdown), ("SARIF", links.Sarif), ("CycloneDX", links.CycloneDx), ("events", links.Events)];
        var there = documents.Where(d => d.Path is not null)
            .Select(d => Markup.Of($"""<a href="{Uri.EscapeDataString(d.Path!).Replace("%2F", "/", StringComparison.Ordinal)}">{d.Label}</a>""")).ToList();
        return there.Count == 0 ? Markup.Nothing : Markup.Of($"""<p class="also">Also as {new Markup(string.Join(", ", there))}</p>""");
    }

    private static Markup Certified(Report report)
    {
        var certificate = report.Certificate;
        var broken = certificate.Failures.Select(f => f.Field).ToHashSet(StringComparer.Ordinal);
        var fields = ReportWords.CertificateFields(certificate).Select(f => Markup.Of(
            $"""<li class="{(broken.Contains(f.Field) ? "bad" : "good")}"><span>{f.Title}</span><b>{f.Value}</b></li>"""));
        return Markup.Of($"""
            <aside class="seal {(certificate.Holds ? "good" : "bad")}" aria-label="Certificate">
            <p class="verdict"><a href="#certificate">The certificate {(certificate.Holds ? "holds" : "does not hold")}</a></p>
            <ul>{fields}</ul>
            {certificate.Failures.Take(3).Select(f => Markup.Of($"<p class=\"why\"><code>{f.Field}</code> {f.Detail}</p>"))}
            <p class="checked">{Number(certificate.Events)} events checked</p>
            </aside>
            """);
    }

    private static string Capitalised(string text) => text.Length == 0 ? "" : $"{char.ToUpperInvariant(text[0])}{text[1..]}";
}
