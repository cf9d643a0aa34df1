using System.Diagnostics.CodeAnalysis;
using Cortex.Cli.Terminal;
using Cortex.Contracts.Api;
using Cortex.Contracts.Orchestrations;
using Cortex.Contracts.Reports;

namespace Cortex.Cli.Runs.Following;

internal sealed record RunTransition(DateTimeOffset At, string Text);

/// <summary>What happened between two looks at a run, one line each; a phase or worker that began and ended in between has both.</summary>
internal static class RunTransitions
{
    public static IReadOnlyList<RunTransition> Between(RunDetails? before, RunDetails after, DateTimeOffset now)
    {
        // Of what has no time of its own, only when it was seen is known, and that is not after the run's end.
        now = after.Run.FinishedAt is { } end && end < now ? end : now;
        var lines = new List<RunTransition>();
        if (before is null)
            lines.Add(new(after.Run.StartedAt, $"run {after.Run.Id} plan {after.Run.Plan}, {Wording.Count(after.Run.Targets.Count, "target")}"));
        Checks(before, after, now, lines);
        Phases(before, after, now, lines);
        Masters(before, after, now, lines);
        Workers(before, after, now, lines);
        Findings(before, after, now, lines);
        Escalations(before, after, now, lines);
        if (before is not null && before.Run.Status != after.Run.Status && after.Run.Status is RunStatus.Paused or RunStatus.Canceling or RunStatus.Running)
            lines.Add(new(now, $"run {Wording.Status(after.Run.Status)}"));
        return [.. lines.OrderBy(l => l.At)];
    }

    private static void Checks(RunDetails? before, RunDetails after, DateTimeOffset now, List<RunTransition> lines)
    {
        var known = (before?.Checks ?? []).Select(c => c.Name).ToHashSet(StringComparer.Ordinal);
        var at = (after.Phases is [var preflight, ..] ? preflight.FinishedAt : null) ?? now;
        foreach (var check in after.Checks.Where(c => c.Status != Contracts.Masters.CheckStatus.Passed && !known.Contains(c.Name)))
            lines.Add(new(at, $"check {check.Name} {Wording.Status(check.Status)}: {check.Detail}{(check.Advice is null ? "" : $" ({check.Advice})")}"));
    }

    private static void Phases(RunDetails? before, RunDetails after, DateTimeOffset now, List<RunTransition> lines)
    {
        foreach (var phase in after.Phases)
        {
            var old = before?.Phases.FirstOrDefault(p => p.Number == phase.Number);
            var limit = Durations.Words(TimeSpan.FromSeconds(phase.LimitSeconds));
            if (phase.StartedAt is { } start && old?.StartedAt is null)
                lines.Add(new(start, $"phase {phase.Number} {phase.Name} started (limit {limit})"));
            if (phase.FinishedAt is { } end && old?.FinishedAt is null)
                lines.Add(new(end, $"phase {phase.Number} {phase.Name} {Wording.Status(phase.Status)} after {Durations.Words(end - (phase.StartedAt ?? end))}"));
            else if (Changed(old?.Status, phase.Status) && phase is { FinishedAt: null, Status: not ("running" or "notReached") })
                lines.Add(new(now, $"phase {phase.Number} {phase.Name} {Wording.Status(phase.Status)}"));
        }
    }

    private static void Masters(RunDetails? before, RunDetails after, DateTimeOffset now, List<RunTransition> lines)
    {
        foreach (var master in after.Masters)
        {
            var old = before?.Masters.FirstOrDefault(m => m.Name == master.Name)?.Status;
            if (Changed(old, master.Status) && master.Status != "notReached")
                lines.Add(new(now, $"master {master.Name} {Wording.Status(master.Status)}{Summary(master)}"));
        }
    }

    private static string Summary(ReportMaster master) =>
        master.Summary.Length == 0 || master.Summary == Wording.Status(master.Status) ? "" : $": {Printable.Of(master.Summary)}";

    private static void Workers(RunDetails? before, RunDetails after, DateTimeOffset now, List<RunTransition> lines)
    {
        var old = (before?.Workers ?? []).ToDictionary(w => w.Worker.Id, w => w.Worker, StringComparer.Ordinal);
        foreach (var worker in after.Workers.Select(w => w.Worker))
        {
            var was = old.GetValueOrDefault(worker.Id);
            if (was is null || was.Status != worker.Status || was.Attempts != worker.Attempts)
                lines.AddRange(Worker(was, worker, now));
        }
    }

    private static IEnumerable<RunTransition> Worker(ReportWorker? was, ReportWorker worker, DateTimeOffset now)
    {
        var name = $"worker {worker.Id[..8]} {worker.Type} on {Printable.Of(worker.Target)}";
        if (worker.StartedAt is { } start && (was?.StartedAt is null || was.Attempts != worker.Attempts))
            yield return new(was?.StartedAt is null ? start : now, $"{name} started{(worker.Attempts > 1 ? $", attempt {worker.Attempts}" : "")}");
        if (worker.Status is not ("running" or "waiting"))
            yield return new(worker.FinishedAt ?? now, $"{name} {Wording.Status(worker.Status)} after {Durations.Words(TimeSpan.FromSeconds(worker.DurationSeconds))}{(worker.Failure is null ? "" : $": {Printable.Of(worker.Failure)}")}");
    }

    private static void Findings(RunDetails? before, RunDetails after, DateTimeOffset now, List<RunTransition> lines)
    {
        if (after.Findings == (before?.Findings ?? 0))
            return;
        var known = (before?.RecentFindings ?? []).Select(f => f.Key).ToHashSet(StringComparer.Ordinal);
        var fresh = after.RecentFindings.Where(f => !known.Contains(f.Key)).ToList();
        foreach (var f in fresh)
            lines.Add(new(now, $"finding {Wording.Status(f.Severity)} {f.Kind} {Printable.Of(f.Target)}{(f.Path is null ? "" : $" {Printable.Of(f.Path)}")}{(f.Line is { } at ? $":{at}" : "")}: {Printable.Of(f.Title)}"));
        if (after.Findings - (before?.Findings ?? 0) - fresh.Count is var more and > 0)
            lines.Add(new(now, $"findings {more} more, {after.Findings} in all"));
    }

    private static void Escalations(RunDetails? before, RunDetails after, DateTimeOffset now, List<RunTransition> lines)
    {
        foreach (var escalation in after.Escalations)
        {
            var old = before?.Escalations.FirstOrDefault(e => e.Id == escalation.Id)?.Status;
            if (Changed(old, escalation.Status))
                lines.Add(new(now, $"escalation {escalation.Status} {Wording.Status(escalation.Severity)} {escalation.Master}: {Printable.Of(escalation.Reason)}"));
        }
    }

    private static bool Changed(string? before, [NotNullWhen(true)] string? after) => !string.Equals(before, after, StringComparison.Ordinal);
}
