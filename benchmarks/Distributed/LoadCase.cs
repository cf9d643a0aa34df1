using System.Diagnostics;
using System.Text.Json;
using Cortex.Benchmarks.Runs;
using Cortex.Contracts.Reports;
using Cortex.Coordinator.Api;
using Cortex.Hosting.Data;
using Cortex.Hosting.Hosts;
using Cortex.Messaging.Stores;
using Cortex.Workers.Launching;
using Microsoft.Extensions.DependencyInjection;

namespace Cortex.Benchmarks.Distributed;

/// <summary>The host's process: all runs asked for at once, and what they took. One run before them warms the host.</summary>
internal sealed class LoadCase(Arrangement arrangement, LoadHost host, MessageWatch watch)
{
    private const int Slots = 64;
    private const int MostProblems = 5;
    private const int LongestShown = 4;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan WarmUpLimit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Tell = TimeSpan.FromSeconds(10);

    private readonly DataDirectory _data = host.Services.GetRequiredService<DataDirectory>();
    private readonly Store _store = host.Services.GetRequiredService<Store>();

    /// <summary>Answers on standard output.</summary>
    public static async Task<int> BeAsync(string arrangement)
    {
        var told = JsonSerializer.Deserialize<Arrangement>(arrangement)!;
        MessageWatch? watch = null;
        var store = told.PostgreSql is null ? null : new StoreOptions { PostgreSql = told.PostgreSql, Redis = told.Redis };
        await using var host = await LoadHost.StartAsync(told.Folder, InProcessLauncher.Kind, Slots, store, told.Broker, services => watch = new MessageWatch(services.GetRequiredService<TimeProvider>()));
        await host.Services.GetRequiredService<BusState>().WaitAsync(CancellationToken.None);
        using (watch)
            Console.Write(JsonSerializer.Serialize(await new LoadCase(told, host, watch!).MeasureAsync()));
        return 0;
    }

    private async Task<CaseFigures> MeasureAsync()
    {
        if (await FinishedAsync([await host.SubmitAsync(arrangement.Workers)], WarmUpLimit) == 0)
            throw new InvalidOperationException($"The run before the measured ones was not over after {WarmUpLimit}.");
        var (mark, commits, processor, began) = (LogMark.Read(_store), watch.Counts, ProcessorTimes.Read(arrangement.Servers), Stopwatch.GetTimestamp());
        var ids = await Task.WhenAll(Enumerable.Range(0, arrangement.Runs).Select(_ => host.SubmitAsync(arrangement.Workers)));
        await FinishedAsync(ids, Limit);
        var took = Stopwatch.GetElapsedTime(began);
        var (used, committed) = (ProcessorTimes.Between(processor, ProcessorTimes.Read(arrangement.Servers)), watch.Counts.Since(commits));

        var messages = MessageTimes.Read(_store, mark);
        var heard = messages.Where(message => message.Effect is not null).ToList();
        var commands = heard.Where(message => message.IsCommand).ToList();
        var reports = ids.Where(IsFinished).Select(id => host.Services.GetRequiredService<IRuns>().Report(id)!).ToList();
        var problems = reports.Select(ProblemOf).OfType<string>().ToList();
        using var process = Process.GetCurrentProcess();
        return new CaseFigures
        {
            Finished = reports.Count,
            Good = reports.Count - problems.Count,
            Problems = [.. problems.Take(MostProblems)],
            Seconds = took.TotalSeconds,
            MedianRun = reports.Select(report => report.Run.DurationSeconds).DefaultIfEmpty().Median(),
            Messages = messages.Count,
            CommandToEffect = Percentiles.Of(commands.Select(message => message.ToEffect)),
            MessageToEffect = Percentiles.Of(heard.Select(message => message.ToEffect)),
            ToBus = Percentiles.Of(messages.Select(message => watch.DispatchOf(message.Id) - message.Created).OfType<TimeSpan>()),
            Longest = commands.GroupBy(message => message.Type, StringComparer.Ordinal)
                .OrderByDescending(kind => kind.Sum(message => message.ToEffect.TotalMilliseconds)).Take(LongestShown)
                .ToDictionary(kind => kind.Key, kind => Percentiles.Of(kind.Select(message => message.ToEffect)), StringComparer.Ordinal),
            Commits = committed,
            ProcessorTime = used,
            PeakBytes = process.PeakWorkingSet64,
            DatabaseBytes = _store.Options.IsShared
                ? _store.Read(questions => Convert.ToInt64(questions.Scalar("SELECT pg_database_size(current_database())")))
                : new FileInfo(_data.Store).Length,
        };
    }

    /// <summary>How many of the runs are over when the last one is, or at the limit.</summary>
    private async Task<int> FinishedAsync(IReadOnlyList<Guid> ids, TimeSpan limit)
    {
        var (began, told) = (Stopwatch.GetTimestamp(), TimeSpan.Zero);
        var open = ids.ToHashSet();
        while (open.RemoveWhere(IsFinished) >= 0 && open.Count > 0 && Stopwatch.GetElapsedTime(began) is var passed && passed < limit)
        {
            if (passed - told > Tell)
            {
                told = passed;
                await Console.Error.WriteLineAsync($"  {arrangement.Name}: {ids.Count - open.Count} of {ids.Count} runs, {watch.Dispatched} messages after {passed.TotalSeconds:F0} s");
            }

            await Task.Delay(Look, TimeProvider.System);
        }

        return ids.Count - open.Count;
    }

    private bool IsFinished(Guid run) => File.Exists(Path.Combine(_data.RunFolder(run), "report.json"));

    private string? ProblemOf(Report report)
    {
        if (!report.Certificate.Holds)
            return $"{report.Run.Id}: the certificate does not hold: {string.Join(' ', report.Certificate.Failures.Select(failure => $"{failure.Field}: {failure.Detail}"))}";
        var completed = report.Workers.Count(worker => worker.Status == "completed");
        return completed == arrangement.Workers && report.Workers.Count == arrangement.Workers && report.Run.Status == "completed"
            ? null
            : $"{report.Run.Id} {report.Run.Status}: {completed} of {report.Workers.Count} workers completed, {arrangement.Workers} were asked for. {report.Run.Reason}".TrimEnd();
    }
}
