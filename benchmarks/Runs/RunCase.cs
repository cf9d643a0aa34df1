using System.Diagnostics;
using System.Text.Json;

namespace Cortex.Benchmarks.Runs;

/// <summary>One run in a host's process of its own, so that nothing of an earlier one is warm or counted.</summary>
internal sealed record RunCase(int Workers, string Launcher, int Slots)
{
    /// <summary>Returns the figures and when the process was started.</summary>
    public async Task<(RunFigures Figures, DateTimeOffset Spawned)> MeasureAsync()
    {
        var folder = Directory.CreateTempSubdirectory("cortex-bench-");
        try
        {
            var spawned = TimeProvider.System.GetUtcNow();
            using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["case", $"{Workers}", Launcher, $"{Slots}", folder.FullName]) { RedirectStandardOutput = true, UseShellExecute = false })!;
            var output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            var figures = JsonSerializer.Deserialize<RunFigures>(output)!;
            return figures.Completed == Workers && figures.Certified
                ? (figures, spawned)
                : throw new InvalidOperationException($"{figures.Completed} of {Workers} workers completed, certificate {(figures.Certified ? "holds" : "does not hold")}.");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The process: <c>case WORKERS LAUNCHER SLOTS FOLDER</c>.</summary>
    public static async Task<int> BeAsync(string[] args)
    {
        var host = await LoadHost.StartAsync(args[3], args[1], int.Parse(args[2]));
        RunFigures figures;
        await using (host)
            figures = await host.RunAsync(int.Parse(args[0]));
        using var process = Process.GetCurrentProcess();
        Console.Write(JsonSerializer.Serialize(figures with
        {
            PeakBytes = process.PeakWorkingSet64,
            DatabaseBytes = new FileInfo(Path.Combine(args[3], "data", "cortex.db")).Length,
        }));
        return 0;
    }
}
