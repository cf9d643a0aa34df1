using Cortex.Contracts.Reports;
using static Cortex.Coordinator.Reports.Rendering.ReportFigures;

namespace Cortex.Coordinator.Reports.Rendering.Html;

/// <summary>The phases on one axis of time, each with the limit it had.</summary>
internal static class TimelineSection
{
    public static Section Of(Report report)
    {
        var axis = new TimeAxis(report.Run.StartedAt, report.Run.StartedAt, report.Run.FinishedAt);
        return new Section("timeline", "Timeline", Markup.Of($"""
            <ol class="lanes phases">{report.Phases.Select(phase => Row(phase, axis, report.Run))}</ol>
            <div class="lane axis"><span></span>{axis.Scale()}<span></span></div>
            <p class="key"><span class="swatch run"></span>ran <span class="swatch limit"></span>time left to its limit</p>
            """), Markup.Of($"""<span class="note">{Duration(report.Run.DurationSeconds)} in all</span>"""));
    }

    private static Markup Row(ReportPhase phase, TimeAxis axis, ReportRun run)
    {
        var took = phase.StartedAt is { } started ? ((phase.FinishedAt ?? run.FinishedAt) - started).TotalSeconds : (double?)null;
        return Markup.Of($"""
            <li class="lane" id="phase-{(double)phase.Number}"><span class="label"><b>{(double)phase.Number}</b> {phase.Name}</span>
            <svg class="track" width="100%" height="20" role="img"><title>{Told(phase, took)}</title>{axis.Grid()}{Bar(phase, axis, run)}</svg>
            <span class="figure">{Parts.Status(phase.Status)} {(took is { } seconds ? $"{Duration(seconds)} of {Duration(phase.LimitSeconds)}" : $"limit {Duration(phase.LimitSeconds)}")}{Meter(phase, took)}</span></li>
            """);
    }

    private static Markup Bar(ReportPhase phase, TimeAxis axis, ReportRun run)
    {
        if (phase.StartedAt is not { } started)
            return Markup.Nothing;
        var from = axis.At(started);
        var to = axis.At(phase.FinishedAt ?? run.FinishedAt);
        var limit = axis.At(started.AddSeconds(phase.LimitSeconds));
        return Markup.Of($"""
            <rect class="limit" x="{from}%" y="5" width="{limit - from}%" height="10" rx="3"/><rect class="run {Parts.Tone(phase.Status)}" x="{from}%" y="3" width="{Math.Max(to - from, 0.15)}%" height="14" rx="3"/>
            """);
    }

    private static Markup Meter(ReportPhase phase, double? took)
    {
        if (took is not { } seconds || phase.LimitSeconds <= 0)
            return Markup.Nothing;
        var share = seconds / phase.LimitSeconds;
        return Markup.Of($"""<svg class="meter" width="100%" height="4" aria-hidden="true"><rect class="whole" width="100%" height="4" rx="2"/><rect class="part {(share >= 1 ? "bad" : share >= 0.8 ? "warn" : "")}" width="{Math.Min(share, 1) * 100}%" height="4" rx="2"/></svg>""");
    }

    private static string Told(ReportPhase phase, double? took) => took is { } seconds
        ? $"Phase {phase.Number}, {phase.Name}: {ReportWords.Status(phase.Status)} after {Duration(seconds)}, limit {Duration(phase.LimitSeconds)}"
        : $"Phase {phase.Number}, {phase.Name}: {ReportWords.Status(phase.Status)}, limit {Duration(phase.LimitSeconds)}";
}
