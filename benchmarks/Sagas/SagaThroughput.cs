using System.Diagnostics;
using Cortex.Hosting.Hosts;
using Cortex.Messaging;
using Cortex.Messaging.Stores;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Cortex.Benchmarks.Sagas;

/// <summary>
/// Saga messages per second, recorded on SQLite against the library's in-memory repository: same bus with the same retries and observers, same machine, same messages, in
/// rounds that alternate so that whatever else the machine does falls on all. In "quiet" nothing is emitted; in "telling" every
/// message makes the machine publish one that a consumer takes.
/// </summary>
internal static class SagaThroughput
{
    private const int Counters = 200;

    private static readonly (string Name, bool Recorded, bool WaitForDisk)[] _contenders =
        [("in-memory", false, false), ("recorded NORMAL", true, false), ("recorded FULL", true, true)];

    public static async Task<int> RunAsync(string[] args)
    {
        var rounds = args.Length > 0 ? int.Parse(args[0]) : 7;
        var messages = args.Length > 1 ? int.Parse(args[1]) : 10_000;
        // The first two rounds only warm the just-in-time compiler up.
        var figures = new Dictionary<(string Workload, string Contender), List<Figure>>();
        for (var round = -2; round < rounds; round++)
            foreach (var tell in new[] { false, true })
                foreach (var contender in _contenders)
                {
                    var figure = await MeasureAsync(contender.Recorded, contender.WaitForDisk, tell, messages);
                    var key = (tell ? "telling" : "quiet", contender.Name);
                    if (round >= 0)
                        (figures.TryGetValue(key, out var known) ? known : figures[key] = []).Add(figure);
                }

        foreach (var ((workload, contender), measured) in figures)
            Print(workload, contender, measured, figures[(workload, "in-memory")]);
        return 0;
    }

    private static async Task<Figure> MeasureAsync(bool recorded, bool waitForDisk, bool tell, int messages)
    {
        var folder = Directory.CreateTempSubdirectory("cortex-bench-");
        var finish = new Finish();
        var counter = new CounterModule(recorded, finish);
        var store = new MessagingModule(new StoreOptions { Path = Path.Combine(folder.FullName, "cortex.db"), WaitForDisk = waitForDisk });
        var host = CortexHost.Create(new CortexHostOptions { Metrics = false }, [store, counter]);
        try
        {
            await host.StartAsync();
            await DriveAsync(host, finish, tell, messages / 10);
            using var process = Process.GetCurrentProcess();
            var cpu = process.TotalProcessorTime;
            var watch = Stopwatch.StartNew();
            await DriveAsync(host, finish, tell, messages);
            var elapsed = watch.Elapsed;
            process.Refresh();
            return new Figure(messages / elapsed.TotalSeconds, (process.TotalProcessorTime - cpu).TotalMicroseconds / messages);
        }
        finally
        {
            await host.StopAsync();
            await host.DisposeAsync();
            folder.Delete(recursive: true);
        }
    }

    private static async Task DriveAsync(WebApplication host, Finish finish, bool tell, int messages)
    {
        var bus = host.Services.GetRequiredService<IBus>();
        var done = finish.Expect(tell ? messages * 2 : messages);
        for (var i = 0; i < messages; i++)
            await bus.Publish(new Count { CounterId = DeterministicId.Of($"{i % Counters}"), Amount = i, Tell = tell });
        await done;
    }

    private static void Print(string workload, string contender, List<Figure> rounds, List<Figure> baseline)
    {
        var perSecond = Median(rounds, figure => figure.PerSecond);
        var ratio = perSecond / Median(baseline, figure => figure.PerSecond);
        Console.WriteLine(
            $"{workload,-8} {contender,-16} {perSecond,7:F0} messages/s  ratio {ratio:F2}  {Median(rounds, figure => figure.Cpu),5:F0} µs CPU each  ({rounds.Min(figure => figure.PerSecond):F0}–{rounds.Max(figure => figure.PerSecond):F0}, {rounds.Count} rounds)");
    }

    private static double Median(List<Figure> figures, Func<Figure, double> value) => figures.Select(value).Order().ElementAt(figures.Count / 2);

    /// <param name="Cpu">Microseconds of processor time for one message, publishing included.</param>
    private sealed record Figure(double PerSecond, double Cpu);
}
