using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Cortex.Benchmarks.Distributed;

/// <summary>
/// Concurrent runs of workers that do nothing, on a bus and a store inside the host, and on RabbitMQ, PostgreSQL and Redis, by turns: what each part
/// of a distributed installation costs, and which is the limit. Either host is one process of all services.
/// </summary>
internal static class DistributedThroughput
{
    private const string Case = "case";

    public static async Task<int> RunAsync(string[] args)
    {
        if (args is [Case, var arrangement])
            return await LoadCase.BeAsync(arrangement);
        var (runs, workers, rounds) = (Number(args, 0, 100), Number(args, 1, 16), Number(args, 2, 3));
        var (embedded, distributed) = (new List<CaseFigures>(), new List<CaseFigures>());
        for (var round = 1; round <= rounds; round++)
        {
            Console.Error.WriteLine($"round {round} of {rounds}, load {File.ReadAllText("/proc/loadavg").Split(' ')[0]}");
            embedded.Add(await MeasureAsync("embedded", runs, workers, withServers: false));
            distributed.Add(await MeasureAsync("distributed", runs, workers, withServers: true));
        }

        FiguresTable.Write(Console.Out, runs, workers, embedded, distributed);
        return embedded.Concat(distributed).All(figures => figures.Good == runs) ? 0 : 1;
    }

    private static async Task<CaseFigures> MeasureAsync(string name, int runs, int workers, bool withServers)
    {
        var folder = Directory.CreateTempSubdirectory("cortex-bench-");
        try
        {
            var arrangement = new Arrangement { Name = name, Folder = folder.FullName, Runs = runs, Workers = workers };
            if (!withServers)
                return await MeasureAsync(arrangement);
            await using var servers = await OwnServers.StartAsync(Path.Combine(folder.FullName, "servers"));
            return await MeasureAsync(servers.Serve(arrangement));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<CaseFigures> MeasureAsync(Arrangement arrangement)
    {
        using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["distributed", Case, JsonSerializer.Serialize(arrangement)]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        // Else the servers, which are sessions of their own, would outlive whoever ends the benchmark.
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"The host of the {arrangement.Name} case ended with {process.ExitCode}.");
        var figures = JsonSerializer.Deserialize<CaseFigures>(output)!;
        Console.Error.WriteLine($"  {arrangement.Name}: {figures.Finished} of {arrangement.Runs} runs ended, {figures.Good} with a certificate that holds, {figures.Messages} messages in {figures.Seconds:F1} s, {figures.MessagesPerSecond:F0} per second");
        foreach (var problem in figures.Problems)
            Console.Error.WriteLine($"  {problem}");
        return figures;

        void End(PosixSignalContext signal)
        {
            signal.Cancel = true;
            process.Kill();
        }
    }

    private static int Number(string[] args, int index, int otherwise) => args.Length > index ? int.Parse(args[index]) : otherwise;
}
