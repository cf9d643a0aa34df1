using System.Collections.Concurrent;
using Cortex.Cli.Commanding;
using Cortex.Cli.Up.Servers;
using Cortex.Hosting.Data;
using Cortex.Hosting.Hosts;
using Cortex.Workers.Work;

namespace Cortex.Cli.Up;

/// <summary>Starts the servers, then the services; starts again what dies; ends all of it in the opposite order.</summary>
internal sealed class Supervisor(UpPlan plan, DataDirectory data, TextWriter words, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan ReadyLimit = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan ServiceGrace = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ServerGrace = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan ShortestDelay = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(30);

    /// <summary>What lived for so long is started again without delay.</summary>
    private static readonly TimeSpan Lived = TimeSpan.FromSeconds(60);

    private readonly ConcurrentDictionary<string, SupervisedProcess> running = new(StringComparer.Ordinal);
    private readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(5) };
    private readonly CancellationTokenSource ending = new();
    private readonly List<Task> keeping = [];
    private readonly Lock writing = new();

    public async Task StartAsync(CancellationToken stop)
    {
        Directory.CreateDirectory(data.Logs);
        foreach (var server in plan.Servers)
            await StartServerAsync(server, stop);
        foreach (var replica in plan.Replicas)
        {
            if (!File.Exists(replica.Program))
                throw new CommandFailure(ExitCodes.Failed, $"the program of {replica.Service} is not at {replica.Program}", "Build Cortex anew with ./cortex.");
            Start(replica.Name, ServicePlan(replica), Environment.CurrentDirectory);
        }

        await Task.WhenAll(plan.Replicas.Select(replica => ReadyAsync(replica, stop)));
        foreach (var server in plan.Servers)
            keeping.Add(KeepAsync(server.Name, () => StartAgainAsync(server)));
        foreach (var replica in plan.Replicas)
            keeping.Add(KeepAsync(replica.Name, () =>
            {
                Start(replica.Name, ServicePlan(replica), Environment.CurrentDirectory);
                return Task.CompletedTask;
            }));
    }

    /// <summary>Services first, all at once, so that none misses its broker; then the servers.</summary>
    public async Task StopAsync()
    {
        await ending.CancelAsync();
        await Task.WhenAll(keeping);
        await Task.WhenAll(plan.Replicas.Select(replica => StopAsync(replica.Name, ProcessGroup.Terminate, ServiceGrace)));
        foreach (var server in plan.Servers.Reverse())
            await StopAsync(server.Name, server.StopSignal, ServerGrace);
        UpFile.Remove(data);
    }

    public void Dispose()
    {
        foreach (var process in running.Values)
            process.Dispose();
        http.Dispose();
        ending.Dispose();
    }

    private async Task StartServerAsync(IServer server, CancellationToken stop)
    {
        var began = clock.GetTimestamp();
        Start(server.Name, await server.PrepareAsync(stop), "/");
        while (!await server.IsReadyAsync(stop))
            await WaitAsync(server.Name, began, "is not ready", stop);
        await words.WriteLineAsync($"  {server.Name,-15} ready in {clock.GetElapsedTime(began).TotalSeconds:0.0}s  {server.Shown}");
    }

    private async Task ReadyAsync(ServiceReplica replica, CancellationToken stop)
    {
        var began = clock.GetTimestamp();
        string? missing;
        while ((missing = await MissingAsync(replica, stop)) is not null)
            await WaitAsync(replica.Name, began, $"is not ready: {missing}", stop);
        await words.WriteLineAsync($"  {replica.Name,-15} ready in {clock.GetElapsedTime(began).TotalSeconds:0.0}s  {replica.Url}");
    }

    private async Task<string?> MissingAsync(ServiceReplica replica, CancellationToken stop)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri(replica.Url, Health.Ready), stop);
            return answer.IsSuccessStatusCode ? null : await answer.Content.ReadAsStringAsync(stop);
        }
        catch (Exception e) when (e is HttpRequestException || (e is TaskCanceledException && !stop.IsCancellationRequested))
        {
            return "it does not answer";
        }
    }

    private async Task WaitAsync(string name, long began, string what, CancellationToken stop)
    {
        if (running[name].HasEnded)
            throw new CommandFailure(ExitCodes.Failed, $"{name} {running[name].End}", $"{LogOf(name)} says why.");
        if (clock.GetElapsedTime(began) > ReadyLimit)
            throw new CommandFailure(ExitCodes.Failed, $"{name} {what} after {ReadyLimit.TotalSeconds:0} seconds", $"{LogOf(name)} may say why.");
        await Task.Delay(Between, clock, stop);
    }

    private ProcessPlan ServicePlan(ServiceReplica replica) => new([replica.Program, "serve"], new Dictionary<string, string>(plan.Variables, StringComparer.Ordinal)
    {
        ["CORTEX_URL"] = replica.Url.ToString().TrimEnd('/'),
        ["CORTEX_REPLICA"] = replica.Name,
    });

    private async Task StartAgainAsync(IServer server) => Start(server.Name, await server.PrepareAsync(ending.Token), "/");

    private void Start(string name, ProcessPlan process, string folder)
    {
        running[name] = SupervisedProcess.Start(name, process, LogOf(name), folder);
        Write();
    }

    private async Task KeepAsync(string name, Func<Task> startAgain)
    {
        var delay = TimeSpan.Zero;
        while (!ending.IsCancellationRequested)
        {
            var began = clock.GetTimestamp();
            try
            {
                await running[name].Ended.WaitAsync(ending.Token);
                delay = clock.GetElapsedTime(began) > Lived ? TimeSpan.Zero : delay < ShortestDelay ? ShortestDelay : delay * 2 < LongestDelay ? delay * 2 : LongestDelay;
                await words.WriteLineAsync($"{name} {running[name].End}; it is started again{(delay > TimeSpan.Zero ? $" in {delay.TotalSeconds:0.#}s" : "")} ({LogOf(name)})");
                await words.FlushAsync(CancellationToken.None);
                await Task.Delay(delay, clock, ending.Token);
                running[name].Dispose();
                await startAgain();
            }
            catch (OperationCanceledException) when (ending.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task StopAsync(string name, int signal, TimeSpan grace)
    {
        if (running.TryGetValue(name, out var process))
            await process.StopAsync(signal, grace);
    }

    private void Write()
    {
        lock (writing)
            new UpFile { Supervisor = RunningProcess.Of("up", Environment.ProcessId), Processes = [.. running.Values.Select(process => process.Running).OrderBy(process => process.Name, StringComparer.Ordinal)] }.Write(data);
    }

    private string LogOf(string name) => Path.Combine(data.Logs, name + ".log");
}
