using Cortex.Benchmarks.Runs;
using Cortex.Workers.Launching;

namespace Cortex.Benchmarks.Scale;

/// <summary>Whole runs of workers that do nothing: what Cortex itself costs, and whether a worker costs more when there are many.</summary>
internal static class RunsAtScale
{
    private const int InProcessSlots = 64;

    private static readonly RunCase[] _cases =
    [
        new(16, InProcessLauncher.Kind, InProcessSlots),
        new(160, InProcessLauncher.Kind, InProcessSlots),
        new(1600, InProcessLauncher.Kind, InProcessSlots),
        new(16, LocalProcessLauncher.Kind, 0),
        new(160, LocalProcessLauncher.Kind, 0),
    ];

    public static async Task<int> RunAsync(string[] args)
    {
        var rounds = args.Length > 0 ? int.Parse(args[0]) : 3;
        var measured = _cases.ToDictionary(run => run, _ => new List<RunFigures>());
        for (var round = 0; round < rounds; round++)
            foreach (var run in _cases)
                measured[run].Add((await run.MeasureAsync()).Figures);
        foreach (var run in _cases)
            Print(run, measured[run]);

        // What the first run of a process pays once is in all three, so only what more workers add is compared.
        var few = (Execution(measured[_cases[1]]) - Execution(measured[_cases[0]])) / (160 - 16);
        var many = (Execution(measured[_cases[2]]) - Execution(measured[_cases[1]])) / (1600 - 160);
        Console.WriteLine($"in-process, execution: {few:F1} ms for each worker from 16 to 160, {many:F1} ms from 160 to 1,600: ratio {many / few:F2} (linear is 1)");
        return 0;
    }

    private static double Execution(List<RunFigures> rounds) => rounds.MedianOf(figures => figures.Executed - figures.Executing);

    private static void Print(RunCase run, List<RunFigures> rounds)
    {
        var seconds = rounds.MedianOf(figures => figures.Duration) / 1000;
        Console.WriteLine(
            $"{run.Workers,5} {run.Launcher,-13} {seconds,6:F2} s  ({rounds.Min(figures => figures.Duration).TotalSeconds:F2}–{rounds.Max(figures => figures.Duration).TotalSeconds:F2}, {rounds.Count} rounds)"
            + $"  execution {Execution(rounds) / 1000,6:F2} s, end to report {rounds.MedianOf(figures => figures.Ended - figures.Executed) / 1000:F2} s"
            + $"  {rounds.Select(figures => (double)figures.Messages).Median(),6:F0} messages, {rounds.Select(figures => figures.Messages / figures.Duration.TotalSeconds).Median(),5:F0}/s"
            + $"  peak {rounds.Select(figures => figures.PeakBytes / 1e6).Median(),4:F0} MB"
            + $"  database {rounds.Select(figures => figures.DatabaseBytes / 1e6).Median(),5:F1} MB"
            + $"  first look {rounds.MedianOf(figures => figures.FirstLook):F0} ms");
    }
}
