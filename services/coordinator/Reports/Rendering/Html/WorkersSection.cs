using Cortex.Contracts.Reports;
using static Cortex.Coordinator.Reports.Rendering.ReportFigures;

namespace Cortex.Coordinator.Reports.Rendering.Html;

/// <summary>Who worked when: a lane for each worker; in a big run the workers of a master share lanes.</summary>
internal static class WorkersSection
{
    private const int MostLanesOfTheirOwn = 60;
    private const int MostSharedLanes = 40;
    private const int MostTroubles = 40;

    public static Section Of(Report report, ReportLinks links)
    {
        var workers = report.Workers;
        if (workers.Count == 0)
            return new Section("workers", "Workers", Markup.Of($"""<p class="none">No worker was needed.</p>"""));
        var started = workers.Where(w => w.StartedAt is not null).ToList();
        var from = started.Count == 0 ? report.Run.StartedAt : started.Min(w => w.StartedAt!.Value);
        var to = started.Count == 0 ? report.Run.FinishedAt : started.Max(w => w.FinishedAt ?? report.Run.FinishedAt);
        var axis = new TimeAxis(report.Run.StartedAt, from, to);
        var shared = workers.Count > MostLanesOfTheirOwn;
        var byMaster = workers.GroupBy(w => w.Master, StringComparer.Ordinal).OrderBy(g => Order(report, g.Key)).ThenBy(g => g.Key, StringComparer.Ordinal);
        return new Section("workers", "Workers", Markup.Of($"""
            {byMaster.Select(master => Group(report, master.Key, [.. master], axis, shared))}
            <div class="lane axis"><span></span>{axis.Scale()}<span></span></div>
            <p class="key"><span class="swatch good"></span>completed <span class="swatch bad"></span>failed <span class="swatch warn"></span>timed out or running <span class="swatch idle"></span>canceled or waiting <span class="remark">{(shared ? "Each bar is a worker; workers of a master that did not overlap share a lane." : "Time is counted from the start of the run.")}</span></p>
            {Troubles(workers, links)}
            """), Markup.Of($"""<span class="note">{Told(workers)}</span>"""));
    }

    private static string Told(IReadOnlyList<ReportWorker> workers)
    {
        var byStatus = workers.CountBy(w => w.Status, StringComparer.Ordinal).OrderByDescending(g => g.Value).ThenBy(g => g.Key, StringComparer.Ordinal).Select(g => $"{g.Value:N0} {ReportWords.Status(g.Key)}");
        var again = workers.Count(w => w.Attempts > 1);
        return string.Join(", ", again == 0 ? byStatus : byStatus.Append($"{again:N0} with more than one attempt"));
    }

    private static int Order(Report report, string master) => report.Masters.Select(m => m.Name).ToList().IndexOf(master) is var at and >= 0 ? at : int.MaxValue;

    private static Markup Group(Report report, string master, List<ReportWorker> workers, TimeAxis axis, bool shared)
    {
        var ordered = workers.OrderBy(w => w.StartedAt ?? DateTimeOffset.MaxValue).ThenBy(w => w.Id, StringComparer.Ordinal).ToList();
        return Markup.Of($"""
            <h3><a href="#master-{Parts.Slug(master)}">{master}</a>{Parts.Note(workers.Count, "worker")}</h3>
            {(shared ? Shared(report, master, ordered, axis) : Markup.Of($"<ul class=\"lanes\">{ordered.Select(worker => Lane(report, worker, axis))}</ul>"))}
            """);
    }

    private static Markup Lane(Report report, ReportWorker worker, TimeAxis axis) => Markup.Of($"""
        <li class="lane"><span class="label"><b>{worker.Type}</b> <span title="{worker.Target}">{ShortTarget(worker.Target)}</span></span>
        <svg class="track" width="100%" height="20" role="img"><title>{Told(worker)}</title>{axis.Grid()}{Bar(report, worker, axis, 3, 14)}</svg>
        <span class="figure">{(worker.Status == "completed" ? Markup.Nothing : Parts.Status(worker.Status))}{(worker.Attempts > 1 ? Parts.Pill("warn", $"{worker.Attempts:N0} attempts") : Markup.Nothing)} {Placed(worker)}</span></li>
        """);

    private static string Placed(ReportWorker worker) =>
        worker.StartedAt is null ? "never started" : worker.Node.Length == 0 ? Duration(worker.DurationSeconds) : $"{Duration(worker.DurationSeconds)} on {worker.Node}";

    private static Markup Shared(Report report, string master, List<ReportWorker> workers, TimeAxis axis)
    {
        var lanes = SharedLanes.Of(workers.Where(w => w.StartedAt is not null), report.Run.FinishedAt);
        var drawn = lanes.Take(MostSharedLanes).ToList();
        var left = lanes.Skip(MostSharedLanes).Sum(lane => lane.Count) + workers.Count(w => w.StartedAt is null);
        return Markup.Of($"""
            <div class="lane shared"><span class="label">{Count(lanes.Count, "lane")}</span>
            <svg class="track" width="100%" height="{(double)(drawn.Count * 14) + 4}" role="img" aria-label="Workers of {master}"><title>{workers.Count:N0} workers of {master}</title>{axis.Grid()}{drawn.SelectMany((lane, i) => lane.Select(worker => Markup.Of($"<g><title>{Told(worker)}</title>{Bar(report, worker, axis, (i * 14) + 3, 10)}</g>")))}</svg>
            <span class="figure">{(left == 0 ? "" : $"{left:N0} not drawn")}</span></div>
            """);
    }

    private static Markup Bar(Report report, ReportWorker worker, TimeAxis axis, double y, double height)
    {
        if (worker.StartedAt is not { } started)
            return Markup.Nothing;
        var (from, to) = (axis.At(started), axis.At(worker.FinishedAt ?? report.Run.FinishedAt));
        return Markup.Of($"""<rect class="run {Parts.Tone(worker.Status)}{(worker.Attempts > 1 ? new Markup(" again") : Markup.Nothing)}" x="{from}%" y="{y}" width="{Math.Max(to - from, 0.15)}%" height="{height}" rx="3"/>""");
    }

    private static string Told(ReportWorker worker)
    {
        var told = $"{worker.Type} {ShortTarget(worker.Target)}: {ReportWords.Status(worker.Status)}, {Placed(worker)}, {Count(worker.Attempts, "attempt")}";
        return worker.Failure is { Length: > 0 } failure ? $"{told}: {failure}" : told;
    }

    private static Markup Troubles(IReadOnlyList<ReportWorker> workers, ReportLinks links)
    {
        var troubled = workers.Where(w => w.Status != "completed" || w.Failure is { Length: > 0 }).OrderBy(w => w.StartedAt ?? DateTimeOffset.MaxValue).ThenBy(w => w.Id, StringComparer.Ordinal).ToList();
        if (troubled.Count == 0)
            return Markup.Nothing;
        return Markup.Of($"""
            <h3>Not completed{Parts.Note(troubled.Count, "worker")}</h3>
            <div class="scroll"><table>
            <thead><tr><th scope="col">Worker</th><th scope="col">Target</th><th scope="col">Status</th><th scope="col" class="number">Attempts</th><th scope="col">Why</th></tr></thead>
            <tbody>{troubled.Take(MostTroubles).Select(w => Markup.Of($"<tr><th scope=\"row\">{w.Type}<code class=\"field\">{w.Id}</code></th><td>{w.Target}</td><td>{Parts.Status(w.Status)}</td><td class=\"number\">{w.Attempts:N0}</td><td>{w.Failure ?? "–"}</td></tr>"))}</tbody>
            </table></div>{Parts.More(troubled.Count, MostTroubles, links)}
            """);
    }

    /// <summary>The last step of each repository's path.</summary>
    private static string ShortTarget(string targets)
    {
        var names = targets.Split(", ").Select(target => target.TrimEnd('/')).Select(target => target[(target.LastIndexOf('/') + 1)..]).ToList();
        return names.Count > 2 ? $"{names[0]} and {names.Count - 1:N0} more" : string.Join(", ", names);
    }
}
