using Cortex.Benchmarks.Runs;
using Cortex.Workers.Launching;

namespace Cortex.Benchmarks.FirstWorker;

/// <summary>
/// From the submitted request to the recorded start of the first worker, a process: on a host that has run before, and from the start of the
/// host's process on.
/// </summary>
internal static class FirstWorkerStarted
{
    private const int WarmUps = 3;

    public static async Task<int> RunAsync(string[] args)
    {
        var rounds = args.Length > 0 ? int.Parse(args[0]) : 9;
        Print("warm host", await WarmAsync(rounds), figures => TimeSpan.Zero);

        var cold = new List<(RunFigures Figures, DateTimeOffset Spawned)>();
        for (var round = 0; round < rounds; round++)
            cold.Add(await new RunCase(1, LocalProcessLauncher.Kind, 0).MeasureAsync());
        Print("with host start", cold, round => round.Figures.Submitted - round.Spawned);
        return 0;
    }

    private static async Task<List<(RunFigures Figures, DateTimeOffset Spawned)>> WarmAsync(int rounds)
    {
        var folder = Directory.CreateTempSubdirectory("cortex-bench-");
        try
        {
            await using var host = await LoadHost.StartAsync(folder.FullName, LocalProcessLauncher.Kind, 0);
            var warm = new List<(RunFigures, DateTimeOffset)>();
            for (var round = -WarmUps; round < rounds; round++)
            {
                var figures = await host.RunAsync(1);
                if (round >= 0)
                    warm.Add((figures, figures.Submitted));
            }

            return warm;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Print(string name, List<(RunFigures Figures, DateTimeOffset Spawned)> rounds, Func<(RunFigures Figures, DateTimeOffset Spawned), TimeSpan> hostStart)
    {
        var all = rounds.ConvertAll(round => (round.Figures.FirstStarted - round.Spawned).TotalMilliseconds);
        Console.WriteLine(
            $"{name,-16} {all.Median(),6:F0} ms  ({all.Min():F0}–{all.Max():F0}, {rounds.Count} rounds)"
            + $" = host {rounds.MedianOf(hostStart):F0}"
            + $" + resolve {rounds.MedianOf(round => round.Figures.Resolved - round.Figures.Submitted):F0}"
            + $" + three phases {rounds.MedianOf(round => round.Figures.Executing - round.Figures.Resolved):F0}"
            + $" + lease and slot {rounds.MedianOf(round => round.Figures.Granted - round.Figures.Executing):F0}"
            + $" + process {rounds.MedianOf(round => round.Figures.FirstStarted - round.Figures.Granted):F0};"
            + $" whole run {rounds.MedianOf(round => round.Figures.Ended - round.Spawned):F0} ms");
    }
}
