using System.Diagnostics;
using Cortex.Contracts.Targets;
using Cortex.Contracts.Workers;
using Cortex.Hosting.Data;
using Cortex.Messaging;
using Cortex.Messaging.Stores;
using Cortex.TestWorkers;
using Cortex.Workers.Attempts;
using Cortex.Workers.Gateway;
using Cortex.Workers.Launching;
using Cortex.Workers.Liveness;
using Cortex.Workers.Work;
using Cortex.Workspaces.Folders;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Cortex.Workers.Tests;

/// <summary>A host of the test master in a folder of its own, and what it emitted.</summary>
public sealed class Harness : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly List<Outgoing> _emitted = [];
    private readonly List<(Func<object, bool> Wanted, TaskCompletionSource<object> Seen)> _waiting = [];
    private readonly List<Process> _sleepers = [];
    private readonly Lock _lock = new();
    private int _commands;

    private Harness(WebApplication host, DataDirectory data)
    {
        Host = host;
        Data = data;
        Run = DeterministicId.Of(data.Root);
        Store = host.Services.GetRequiredService<Store>();
        Store.Committed += Notice;
    }

    public WebApplication Host { get; private set; }

    public DataDirectory Data { get; }

    public Store Store { get; private set; }

    public Guid Run { get; }

    public IReadOnlyList<Outgoing> Emitted
    {
        get
        {
            lock (_lock)
                return [.. _emitted];
        }
    }

    public static async Task<Harness> StartAsync(IReadOnlyDictionary<string, string?>? settings = null, DataDirectory? data = null, string url = "http://127.0.0.1:0")
    {
        data ??= new DataDirectory(Directory.CreateTempSubdirectory("cortex-workers-").FullName);
        var host = TestHost.Create(data, TimeProvider.System, settings, url: url);
        var harness = new Harness(host, data);
        await host.StartAsync();
        return harness;
    }

    /// <summary>A host without its background services: the test starts attempts and looks at them itself.</summary>
    public static Harness Idle(TimeProvider time, IReadOnlyDictionary<string, string?>? settings = null)
    {
        var data = new DataDirectory(Directory.CreateTempSubdirectory("cortex-workers-").FullName);
        return new Harness(TestHost.Create(data, time, settings), data);
    }

    public StartWorker Command(string type, string? input = null, int attempt = 1, int lease = 0, int shard = 0, IReadOnlyList<Target>? targets = null)
    {
        var spec = TestMaster.Spec(Run, TestMaster.Name, type, shard, input, [.. (targets ?? []).Select(t => t.Name)]);
        return new StartWorker
        {
            OrchestrationId = Run,
            WorkerId = spec.WorkerId,
            Attempt = attempt,
            Spec = spec,
            Targets = targets ?? [],
            Node = "node-1",
            LeaseTokens = lease,
            Deadline = Host.Services.GetRequiredService<TimeProvider>().GetUtcNow().AddMinutes(10),
        };
    }

    public Task SendAsync(object command, Guid? messageId = null) =>
        Host.Services.SendAsync(command, Kebab(command.GetType().Name), messageId ?? DeterministicId.Of($"command/{Interlocked.Increment(ref _commands)}"));

    public StopWorker Stop(StartWorker start, string reason = "told to") =>
        new() { OrchestrationId = start.OrchestrationId, WorkerId = start.WorkerId, Attempt = start.Attempt, Reason = reason };

    public async Task<T> ExpectAsync<T>(Func<T, bool>? wanted = null) where T : class
    {
        Task<object> seen;
        lock (_lock)
        {
            bool Matches(object message) => message is T typed && (wanted is null || wanted(typed));
            if (_emitted.Find(o => Matches(o.Message)) is { } already)
                return (T)already.Message;
            var source = new TaskCompletionSource<object>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((Matches, source));
            seen = source.Task;
        }

        try
        {
            return (T)await seen.WaitAsync(Patience);
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"No {typeof(T).Name} came. What came: {string.Join(", ", Emitted.Select(o => o.Message.ToString()))}. Logs: {Logs()}", e);
        }
    }

    public AttemptRow Row(StartWorker start) => Store.Read(s => s.Find(new AttemptKey(start.WorkerId, start.Attempt)))!;

    /// <summary>An attempt that the test itself plays: its row, and a client with its token.</summary>
    public async Task<GatewayClient> PlayAsync(StartWorker start, TimeSpan? patience = null, string? handle = null) =>
        Client(await RecordAsync(start, handle ?? await SleeperAsync()), patience);

    /// <summary>Writes the row of an attempt as if it had been launched, and returns its token.</summary>
    public async Task<string> RecordAsync(StartWorker start, string? handle)
    {
        var key = new AttemptKey(start.WorkerId, start.Attempt);
        var token = AttemptToken.Create(key);
        await Store.WriteAsync(transaction =>
        {
            transaction.Insert(start, DeterministicId.Of(key.ToString()), Store.Options.Replica);
            transaction.Commands.Execute(
                "UPDATE attempts SET state = 'Launched', token_hash = $3, token_expiry = $4, handle = $5, launched = $6 WHERE worker = $1 AND attempt = $2",
                key.Worker, key.Attempt, token.Hash(), start.Deadline.AddMinutes(15), handle, transaction.Now);
        });
        return token.Text;
    }

    /// <summary>A process that does nothing, for an attempt that the test plays: the launcher sees that it lives.</summary>
    public async Task<string> SleeperAsync()
    {
        var sleeper = Process.Start(new ProcessStartInfo("setsid", ["sleep", "600"]) { UseShellExecute = false })!;
        _sleepers.Add(sleeper);
        ProcessEntry? entry;
        while ((entry = ProcessTable.Find(sleeper.Id))?.Session != sleeper.Id)
            await Task.Yield();
        return new LocalProcessHandle(sleeper.Id, entry.Start, Path.Combine(Data.Work, "sleeper"), "").ToText();
    }

    /// <summary>Looks at the attempts as the watch does at each turn.</summary>
    public Task LookAsync() => Host.Services.GetRequiredService<AttemptWatch>().RunOnceAsync(CancellationToken.None);

    public GatewayClient Client(string token, TimeSpan? patience = null) =>
        new(WorkerProcess.NewClient(), Host.Services.GetRequiredService<GatewayAddress>().Value, token, TimeProvider.System) { Patience = patience ?? TimeSpan.FromSeconds(5) };

    public async ValueTask DisposeAsync()
    {
        await StopHostAsync();
        await FolderRemoval.RemoveAsync(Data.Root, CancellationToken.None);
    }

    public async Task StopHostAsync()
    {
        foreach (var sleeper in _sleepers.Where(s => !s.HasExited))
            sleeper.Kill();
        await Host.StopAsync();
        await Host.DisposeAsync();
    }

    private void Notice(IReadOnlyList<Outgoing> emitted)
    {
        lock (_lock)
        {
            _emitted.AddRange(emitted);
            foreach (var outgoing in emitted)
                foreach (var (_, seen) in _waiting.Where(w => w.Wanted(outgoing.Message)).ToList())
                    seen.TrySetResult(outgoing.Message);
        }
    }

    private string Logs() => !Directory.Exists(Data.Logs)
        ? "none"
        : string.Join('\n', Directory.EnumerateFiles(Data.Logs, "*", SearchOption.AllDirectories).Select(f => $"{Path.GetFileName(f)}: {File.ReadAllText(f)}"));

    private static string Kebab(string name) =>
        string.Concat(name.Select((c, i) => char.IsUpper(c) ? (i > 0 ? "-" : "") + char.ToLowerInvariant(c) : c.ToString()));
}
