using Cortex.Hosting.Data;
using Cortex.Messaging;
using Cortex.Workers.Attempts;
using Cortex.Workers.Launching;
using Cortex.Workers.Liveness;
using Cortex.Workers.Work;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Cortex.Benchmarks.WorkerStart;

/// <summary>
/// One <c>cortex work catalog-worker</c> as its launcher starts it: from the spawn to its first request, and to its end noticed by the launcher.
/// The published builds take turns.
/// </summary>
internal static class WorkerProcessStart
{
    private const int WarmUps = 3;

    private static readonly string[] _builds = ["plain", "ready-to-run"];

    public static async Task<int> RunAsync(string[] args)
    {
        var rounds = args.Length > 0 ? int.Parse(args[0]) : 21;
        var folder = Directory.CreateTempSubdirectory("cortex-bench-");
        var figures = _builds.ToDictionary(build => build, _ => new List<Figure>(), StringComparer.Ordinal);
        try
        {
            await using var gateway = await StubGateway.StartAsync();
            for (var round = -WarmUps; round < rounds; round++)
                foreach (var build in _builds)
                {
                    var figure = await MeasureAsync(build, gateway, folder.FullName, round + WarmUps);
                    if (round >= 0)
                        figures[build].Add(figure);
                }
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        foreach (var build in _builds)
            Print(build, figures[build], figures[_builds[0]]);
        return 0;
    }

    private static async Task<Figure> MeasureAsync(string build, StubGateway gateway, string folder, int round)
    {
        var program = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", $"cortex-{build}", "cortex"));
        if (!File.Exists(program))
            throw new FileNotFoundException($"There is no published build {program}; benchmarks/run makes it.");
        var clock = TimeProvider.System;
        var data = new DataDirectory(folder);
        using var ended = new WatchSignal();
        var launcher = new LocalProcessLauncher(data, Options.Create(new LaunchOptions { Command = [program] }), ended, NullLogger<LocalProcessLauncher>.Instance);
        var key = new AttemptKey(DeterministicId.Of($"{build}/{round}"), 1);
        var launch = new Launch(key, "inventory", "catalog-worker", "token", gateway.Address, AttemptStarter.WorkspaceOf(data, key));

        var cpu = ChildProcesses.Cpu;
        var began = clock.GetTimestamp();
        await launcher.LaunchAsync(launch, CancellationToken.None);
        await ended.WaitAsync(TimeSpan.FromSeconds(30), clock, CancellationToken.None);
        var end = clock.GetTimestamp();
        return launcher.Look(key, null).Evidence == $"It ended with exit code {WorkerExit.Done}."
            ? new Figure(clock.GetElapsedTime(began, gateway.Asked), clock.GetElapsedTime(began, end), ChildProcesses.Cpu - cpu)
            : throw new InvalidOperationException($"The worker of {program} failed: {launcher.Look(key, null).Evidence}");
    }

    private static void Print(string build, List<Figure> rounds, List<Figure> baseline)
    {
        var (asked, ended) = (rounds.MedianOf(figure => figure.Asked), rounds.MedianOf(figure => figure.Ended));
        Console.WriteLine(
            $"{build,-13} first request {asked,4:F0} ms  ratio {asked / baseline.MedianOf(figure => figure.Asked):F2}  ({rounds.Min(figure => figure.Asked).TotalMilliseconds:F0}–{rounds.Max(figure => figure.Asked).TotalMilliseconds:F0})"
            + $"   end {ended,4:F0} ms  ratio {ended / baseline.MedianOf(figure => figure.Ended):F2}"
            + $"   {rounds.Average(figure => figure.Cpu.TotalMilliseconds),4:F0} ms CPU  ({rounds.Count} rounds)");
    }

    /// <param name="Asked">From the spawn to the first request.</param>
    /// <param name="Ended">From the spawn to the end, when also its workspace is gone.</param>
    /// <param name="Cpu">Processor time, which others on the machine change little; in steps of 10 ms, so its mean is told.</param>
    private sealed record Figure(TimeSpan Asked, TimeSpan Ended, TimeSpan Cpu);
}
