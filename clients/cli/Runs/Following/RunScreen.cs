using Cortex.Cli.Commanding;
using Cortex.Cli.Terminal;
using Cortex.Contracts.Api;
using Cortex.Contracts.Reports;
using Spectre.Console;

namespace Cortex.Cli.Runs.Following;

/// <summary>A run as a screen of lines. Pure: the same details, time and size give the same screen.</summary>
internal sealed class RunScreen(Glyphs glyphs)
{
    private const int MostFindings = 3;
    private const int BarWidth = 8;
    private const int TypeWidth = 22;
    private const int PhaseColumns = 36;

    /// <summary>Lines above the workers: title, blank, column heads, seven masters, blank, workers' head.</summary>
    private const int LinesAbove = 12;

    /// <summary>Tokens, findings' head, footer.</summary>
    private const int LinesBelow = 3;

    private const int FewestWorkers = 1;

    public IReadOnlyList<ScreenLine> Compose(RunDetails run, DateTimeOffset now, int height, ScreenLine footer)
    {
        var room = Math.Max(FewestWorkers, height - LinesAbove - LinesBelow);
        var findings = Math.Min(Math.Min(MostFindings, run.RecentFindings.Count), room - FewestWorkers);
        var lines = new List<ScreenLine> { Title(run, now), ScreenLine.Empty };
        lines.AddRange(PhasesAndMasters(run, now));
        lines.Add(ScreenLine.Empty);
        lines.AddRange(Workers(run.Workers, now, room - findings));
        lines.Add(Tokens(run.Tokens));
        lines.AddRange(Findings(run, findings));
        lines.Add(footer);
        return lines;
    }

    private static ScreenLine Title(RunDetails run, DateTimeOffset now)
    {
        var status = Wording.Status(run.Run.Status);
        var line = new ScreenLine()
            .Add("Cortex ", Styles.Heading)
            .Add($"{run.Run.Plan}  run {RunIds.Short(run.Run.Id)}  {Wording.Count(run.Run.Targets.Count, "target")}  ")
            .Add(status, Styles.Of(status))
            .Add($"  {Durations.Clock((run.Run.FinishedAt ?? now) - run.Run.StartedAt)}", Styles.Heading);
        var open = run.Escalations.Count(e => e.Status == "open");
        return open == 0 ? line : line.Add($"  {Wording.Count(open, "escalation")}", Styles.Warn);
    }

    private IEnumerable<ScreenLine> PhasesAndMasters(RunDetails run, DateTimeOffset now)
    {
        yield return new ScreenLine()
            .Cell("  Phase", PhaseColumns - 2, Styles.Dim)
            .Cell("    Master        Status            Tokens", 42, Styles.Dim);
        var rows = Math.Max(run.Phases.Count, run.Masters.Count);
        for (var i = 0; i < rows; i++)
        {
            var line = new ScreenLine();
            if (i < run.Phases.Count)
                AddPhase(line, run.Phases[i], now);
            else
                line.Cell("", PhaseColumns);
            if (i < run.Masters.Count)
                AddMaster(line, run.Masters[i]);
            yield return line;
        }
    }

    private void AddPhase(ScreenLine line, ReportPhase phase, DateTimeOffset now)
    {
        var elapsed = phase.StartedAt is { } start ? Durations.Clock((phase.FinishedAt ?? now) - start) : "";
        line.Add($"{glyphs.Of(phase.Status)} ", Styles.Of(phase.Status))
            .Cell($"{phase.Number} {phase.Name}", 18, phase.Status == "running" ? Styles.Heading : (Style?)null)
            .Cell(elapsed, 6, right: true)
            .Cell($"/{Durations.Clock(TimeSpan.FromSeconds(phase.LimitSeconds))}", PhaseColumns - 26, Styles.Dim);
    }

    private void AddMaster(ScreenLine line, ReportMaster master) =>
        line.Add($"{glyphs.Of(master.Status)} ", Styles.Of(master.Status))
            .Cell(master.Name, 14)
            .Cell(Wording.Status(master.Status), 17, Styles.Of(master.Status))
            .Cell($"{master.Tokens.Used:#,0}", 7, right: true);

    private IEnumerable<ScreenLine> Workers(IReadOnlyList<RunWorker> workers, DateTimeOffset now, int room)
    {
        var running = workers.Count(w => w.Worker.Status == "running");
        var waiting = workers.Count(w => w.Worker.Status == "waiting");
        yield return new ScreenLine()
            .Add("  Workers ", Styles.Heading)
            .Add(workers.Count == 0 ? "none yet" : $"{workers.Count - running - waiting} of {workers.Count} settled, {running} running, {waiting} waiting", Styles.Dim);

        var ordered = workers.OrderBy(Rank).ThenBy(w => w.Worker.StartedAt ?? DateTimeOffset.MaxValue).ThenBy(w => w.Worker.Id, StringComparer.Ordinal).ToList();
        var shown = ordered.Count <= room ? ordered.Count : Math.Max(0, room - 1);
        foreach (var worker in ordered.Take(shown))
            yield return Worker(worker, now);
        if (shown < ordered.Count)
            yield return new ScreenLine().Add($"  … and {Folded(ordered.Skip(shown))}", Styles.Dim);
    }

    private static int Rank(RunWorker worker) => worker.Worker.Status switch
    {
        "running" => 0,
        "failed" or "timedOut" => 1,
        "waiting" => 2,
        _ => 3,
    };

    private static string Folded(IEnumerable<RunWorker> workers) =>
        string.Join(", ", workers.GroupBy(w => w.Worker.Status).Select(g => $"{g.Count()} {Wording.Status(g.Key)}"));

    private ScreenLine Worker(RunWorker row, DateTimeOffset now)
    {
        var worker = row.Worker;
        var line = new ScreenLine()
            .Add($"{glyphs.Of(worker.Status)} ", Styles.Of(worker.Status))
            .Cell(worker.Type, TypeWidth);
        if (worker.Status == "running")
            line.Add(row.Progress is { } progress ? glyphs.Bar(progress, BarWidth) : new string(' ', BarWidth), Styles.Busy)
                .Cell(row.Progress is { } share ? $"{share * 100:0} %" : "", 6, right: true);
        else
            line.Cell(Wording.Status(worker.Status), BarWidth + 6, Styles.Of(worker.Status));
        var elapsed = worker.StartedAt is { } start ? Durations.Clock((worker.FinishedAt ?? now) - start) : "";
        var attempt = worker.Attempts > 1 ? $"attempt {worker.Attempts}: " : "";
        return line.Cell(elapsed, 6, right: true).Add($"  {attempt}{worker.Failure ?? row.Message ?? worker.Target}", Styles.Dim);
    }

    private static ScreenLine Tokens(ReportTokens tokens)
    {
        var line = new ScreenLine()
            .Add("  Tokens  ", Styles.Heading)
            .Add($"{tokens.Used:#,0} of {tokens.Budget:#,0} used");
        if (tokens.InDoubt > 0)
            line.Add($", {tokens.InDoubt:#,0} in doubt", Styles.Warn);
        if (tokens.ReserveReleased > 0)
            line.Add($", {tokens.ReserveReleased:#,0} of the reserve released", Styles.Warn);
        return line.Add(tokens.Model is null ? ", no model" : $", {tokens.Model}", Styles.Dim);
    }

    private static IEnumerable<ScreenLine> Findings(RunDetails run, int room)
    {
        yield return new ScreenLine().Add("  Findings ", Styles.Heading).Add(run.Findings == 0 ? "none yet" : $"{run.Findings:#,0}");
        foreach (var finding in run.RecentFindings.Take(room))
        {
            var place = finding.Path is null ? finding.Target : $"{finding.Target} {finding.Path}{(finding.Line is { } at ? $":{at}" : "")}";
            yield return new ScreenLine()
                .Cell("", 2)
                .Cell(Wording.Status(finding.Severity), 9, Styles.Of(finding.Severity))
                .Add(finding.Title)
                .Add($"  {place}", Styles.Dim);
        }
    }
}
