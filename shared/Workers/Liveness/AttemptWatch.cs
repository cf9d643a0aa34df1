using Cortex.Contracts.Workers;
using Cortex.Hosting.Telemetry;
using Cortex.Messaging;
using Cortex.Messaging.Stores;
using Cortex.Workers.Attempts;
using Cortex.Workers.Gateway;
using Cortex.Workers.Launching;
using Cortex.Workers.Telemetry;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Cortex.Workers.Liveness;

/// <summary>
/// Looks at every open attempt and writes down what has become of it. Heartbeats are rows; only what changes (suspected, lost,
/// stopped) is a message. An attempt is lost when its launcher has seen its end, or when it stays silent after it was suspected.
/// </summary>
public sealed class AttemptWatch(Store store, ILauncher launcher, AttemptStarter starter, IOptions<LivenessOptions> options, AttemptTelemetry telemetry, TimeProvider time, ILogger<AttemptWatch> log)
{
    private readonly LivenessOptions _options = options.Value;
    private DateTimeOffset _listening = time.GetUtcNow();
    private DateTimeOffset? _looked;

    public async Task RunOnceAsync(CancellationToken stop)
    {
        RestartSilence();
        var remembered = launcher.Remembered;
        var open = store.Read(s => s.OpenAttempts(store.Options.Replica));
        foreach (var key in remembered.Except(open.Select(row => row.Key)))
            launcher.Forget(key);
        telemetry.Settle([.. open.Select(row => row.Key)]);
        foreach (var row in open)
            using (log.BeginScope(new RunScope(row.Run, row.Key.Worker, row.Key.Attempt)))
                await LookAtAsync(row, stop);

        _looked = time.GetUtcNow();
    }

    /// <summary>Nobody could be heard while this host slept or its store was away: silence counts from now.</summary>
    private void RestartSilence()
    {
        var now = time.GetUtcNow();
        var longest = TimeSpan.FromSeconds(Math.Max(3 * _options.WatchSeconds, _options.SuspectAfterSeconds / 2));
        if (_looked is { } looked && now - looked > longest)
            _listening = now;
    }

    private async Task LookAtAsync(AttemptRow row, CancellationToken stop)
    {
        if (starter.IsStarting(row.Key))
            return;
        var sighting = row.State == AttemptState.Launching ? Sighting.Gone("It was never started.") : launcher.Look(row.Key, row.Handle);
        if (row.StopRequested is { } asked)
            await StopAsync(row, sighting, asked, stop);
        else if (row.State == AttemptState.Launching)
            return;
        else if (!sighting.Runs)
            await LoseAsync(row, sighting.Evidence!, stop);
        else if (row.Fetched is { } fetched)
            await ListenAsync(row, fetched, stop);
    }

    private async Task StopAsync(AttemptRow row, Sighting sighting, DateTimeOffset asked, CancellationToken stop)
    {
        if (sighting.Runs && time.GetUtcNow() - asked < TimeSpan.FromSeconds(_options.StopGraceSeconds))
        {
            launcher.AskToStop(row.Key, row.Handle);
            return;
        }

        await EndAsync(row, stop);
    }

    /// <summary>Ends an attempt for good and answers whoever asked for it.</summary>
    public async Task EndAsync(AttemptRow row, CancellationToken stop)
    {
        await KillAsync(row, stop);
        await store.WriteAsync(transaction =>
        {
            if (!transaction.End(row.Key, AttemptState.Stopped, row.StopReason))
                return;
            if (transaction.Commands.Find(row.Key) is { StopCause: { } cause })
                transaction.Emit(new Outgoing
                {
                    MessageId = DeterministicId.Of(cause, $"{row.Master}-stop-worker", 0),
                    Message = transaction.Commands.Stopped(row.Run, row.Key),
                    Cause = cause,
                    Run = row.Run,
                });
        });
    }

    private async Task ListenAsync(AttemptRow row, DateTimeOffset fetched, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        var heard = Latest(row.Heartbeat ?? fetched, _listening);
        if (row.Suspected is { } suspected)
        {
            if (now - Latest(suspected, _listening) > TimeSpan.FromSeconds(_options.LostAfterSeconds))
                await LoseAsync(row, $"It was silent for {(now - heard).TotalSeconds:0.#} seconds, also after it was suspected, and was ended.", stop);
        }
        else if (now - heard > TimeSpan.FromSeconds(_options.SuspectAfterSeconds))
        {
            await store.WriteAsync(transaction => Suspect(transaction, row, (now - heard).TotalSeconds));
        }
    }

    private static void Suspect(StoreTransaction transaction, AttemptRow row, double silentSeconds)
    {
        var changed = transaction.Commands.Execute(
            "UPDATE attempts SET suspected = $3, suspicions = suspicions + 1 WHERE worker = $1 AND attempt = $2 AND ended IS NULL AND suspected IS NULL AND heartbeat IS NOT DISTINCT FROM $4",
            row.Key.Worker, row.Key.Attempt, transaction.Now, row.Heartbeat);
        if (changed == 1)
            transaction.EmitTransition(
                row, "suspected", new AttemptSuspected { OrchestrationId = row.Run, WorkerId = row.Key.Worker, Attempt = row.Key.Attempt, SilentSeconds = silentSeconds }, row.Suspicions + 1);
    }

    private async Task LoseAsync(AttemptRow row, string evidence, CancellationToken stop)
    {
        await KillAsync(row, stop);
        var told = RedactedTexts.Of(evidence)!;
        await store.WriteAsync(transaction => transaction.Lose(row.Key, told));
    }

    private async Task KillAsync(AttemptRow row, CancellationToken stop)
    {
        try
        {
            await launcher.KillAsync(row.Key, row.Handle, stop);
        }
        catch (IOException e)
        {
            log.LogWarning(e, "Attempt {Attempt} has ended but not all of its workspace is removed", row.Key);
        }
    }

    private static DateTimeOffset Latest(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
