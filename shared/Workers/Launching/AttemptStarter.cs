using System.Collections.Concurrent;
using System.ComponentModel;
using Cortex.Hosting.Data;
using Cortex.Messaging.Stores;
using Cortex.Workers.Attempts;
using Cortex.Workers.Gateway;
using Cortex.Workers.Liveness;
using Cortex.Workers.Telemetry;
using Microsoft.Extensions.Options;

namespace Cortex.Workers.Launching;

/// <summary>Turns a launch row into a running attempt: token stored, then the spawn, then the handle stored.</summary>
public sealed class AttemptStarter(Store store, ILauncher launcher, GatewayAddress gateway, DataDirectory data, IOptions<GatewayOptions> options, WatchSignal watch, AttemptTelemetry telemetry)
{
    private readonly ConcurrentDictionary<AttemptKey, bool> _starting = new();

    /// <summary>Its spawn is on the way: nobody can say yet whether it runs.</summary>
    public bool IsStarting(AttemptKey key) => _starting.ContainsKey(key);

    /// <summary>Folder of an attempt's files. Short: sockets are made below it, and their paths end at some 100 characters.</summary>
    public static string WorkspaceOf(DataDirectory data, AttemptKey key) => Path.Combine(Path.GetFullPath(data.Work), $"{key.Worker.ToString("N")[20..]}-{key.Attempt}");

    /// <summary>Starts the attempt if it is still wanted. Twice is once.</summary>
    public async Task StartAsync(AttemptKey key, CancellationToken stop)
    {
        if (!_starting.TryAdd(key, true))
            return;
        try
        {
            var token = AttemptToken.Create(key);
            if (await BeginAsync(key, token) is { } row)
                await SpawnAsync(row, token, stop);
        }
        finally
        {
            _starting.TryRemove(key, out _);
            watch.Raise();
        }
    }

    private Task<AttemptRow?> BeginAsync(AttemptKey key, AttemptToken token) => store.WriteAsync(transaction =>
    {
        if (transaction.Commands.Find(key) is not { IsOpen: true, State: AttemptState.Launching, StopRequested: null } row || transaction.Commands.HasTombstone(key))
            return null;
        transaction.Commands.Execute(
            "UPDATE attempts SET token_hash = $3, token_expiry = $4 WHERE worker = $1 AND attempt = $2",
            key.Worker, key.Attempt, token.Hash(), row.Deadline.AddMinutes(options.Value.TokenMarginMinutes));
        return row;
    });

    private async Task SpawnAsync(AttemptRow row, AttemptToken token, CancellationToken stop)
    {
        try
        {
            var launch = new Launch(row.Key, row.Master, row.Type, token.Text, gateway.Value, WorkspaceOf(data, row.Key)) { TraceParent = telemetry.Begin(row) };
            var handle = await launcher.LaunchAsync(launch, stop);
            await store.WriteAsync(transaction => transaction.Commands.Execute(
                "UPDATE attempts SET handle = $3, launched = $4, state = CASE state WHEN 'Launching' THEN 'Launched' ELSE state END WHERE worker = $1 AND attempt = $2",
                row.Key.Worker, row.Key.Attempt, handle, transaction.Now));
        }
        catch (Exception e) when (e is Win32Exception or IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            await store.WriteAsync(transaction => transaction.Lose(row.Key, RedactedTexts.Of($"It could not be started: {e.Message}")!));
        }
    }
}
