using System.Diagnostics;
using System.Text.Json;
using Cortex.Contracts;
using Cortex.Contracts.Reports;

namespace Cortex.Benchmarks.Scans;

/// <summary>One large repository, scanned by one scan-worker and shared by three: whole runs of the published program, taking turns.</summary>
internal static class SharedScan
{
    public static async Task<int> RunAsync(string[] args)
    {
        var rounds = args.Length > 0 ? int.Parse(args[0]) : 3;
        var megabytes = args.Length > 1 ? int.Parse(args[1]) : 600;
        var folder = Directory.CreateTempSubdirectory("cortex-bench-").FullName;
        try
        {
            var repository = await LargeRepository.CreateAsync(Path.Combine(folder, "large"), megabytes);
            var figures = new Dictionary<int, List<(double Seconds, int Findings)>> { [1] = [], [3] = [] };
            for (var round = 0; round < rounds; round++)
                foreach (var workers in figures.Keys)
                    figures[workers].Add(await MeasureAsync(folder, repository, workers));
            foreach (var (workers, measured) in figures)
                Console.WriteLine(
                    $"{workers} scan-worker{(workers == 1 ? " " : "s")}  {measured.Select(m => m.Seconds).Median(),6:F2} s ({measured.Min(m => m.Seconds):F2}–{measured.Max(m => m.Seconds):F2}, {rounds} rounds)"
                    + $"  ratio {measured.Select(m => m.Seconds).Median() / figures[1].Select(m => m.Seconds).Median():F2}  {measured[0].Findings} findings, {megabytes} MB");
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>From the first worker's start to the last one's end.</summary>
    private static async Task<(double Seconds, int Findings)> MeasureAsync(string folder, string repository, int workers)
    {
        var plan = Path.Combine(folder, $"plan-{workers}.yaml");
        await File.WriteAllTextAsync(plan, Plan(workers));
        var (data, json) = (Path.Combine(folder, "data"), Path.Combine(folder, "report.json"));
        var program = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "cortex-ready-to-run", "cortex"));
        var start = new ProcessStartInfo(program, ["run", repository, "--plan", plan, "--data", data, "--json", json]) { RedirectStandardOutput = true, UseShellExecute = false };
        using var run = Process.Start(start)!;
        var output = await run.StandardOutput.ReadToEndAsync();
        await run.WaitForExitAsync();
        if (run.ExitCode != 0)
            throw new InvalidOperationException($"cortex ended with {run.ExitCode}:\n{output}");
        var report = JsonSerializer.Deserialize<Report>(await File.ReadAllBytesAsync(json), CortexJson.Options)!;
        if (report.Workers.Count != workers || report.Workers.Any(w => w.Status != "completed"))
            throw new InvalidOperationException($"{report.Workers.Count} workers instead of {workers}, or one did not complete.");
        return ((report.Workers.Max(w => w.FinishedAt!.Value) - report.Workers.Min(w => w.StartedAt!.Value)).TotalSeconds, report.Findings.Count);
    }

    private static string Plan(int workers) => $$"""
        schema: cortex.plan/1
        name: scan-{{workers}}
        phases: { preflight: 5m, activation: 5m, distribution: 5m, execution: 20m, aggregation: 5m, reporting: 5m }
        budget: { masters: 1000, workers: 1000, reserve: 0, reservePolicy: never }
        masters:
          coordinator: { tokens: 1000, workerTokens: 1000 }
          security: { tokens: 1000, workerTokens: 1000 }
        workers:
          scan-worker: { tokens: 100, timeout: 15m, counts: { security: {{workers}} } }
        nodes: { pool: default, slots: { node-1: 4 } }
        """;
}
