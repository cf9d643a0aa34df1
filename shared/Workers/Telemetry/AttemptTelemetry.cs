using System.Collections.Concurrent;
using System.Diagnostics;
using Cortex.Hosting.Telemetry;
using Cortex.Messaging.Stores;
using Cortex.Workers.Attempts;
using Microsoft.Extensions.Logging;

namespace Cortex.Workers.Telemetry;

/// <summary>
/// A span and a duration for each attempt that this host launched or watches. A worker speaks to its gateway only, so its span is
/// the master's: from the launch to the end that the store knows. The span of an attempt whose host was killed is lost with it; what
/// the gateway saw of it is not.
/// </summary>
public sealed class AttemptTelemetry(Store store, WorkerMeter meter, ILogger<AttemptTelemetry> log) : IDisposable
{
    private static readonly ActivitySource _spans = new("Cortex.Workers");

    private readonly ConcurrentDictionary<AttemptKey, ActivityContext> _wanted = new();
    private readonly ConcurrentDictionary<AttemptKey, Activity?> _watched = new();

    /// <summary>The current span asks for the launch.</summary>
    public void Want(AttemptKey key)
    {
        if (_spans.HasListeners() && Activity.Current is { } asking)
            _wanted[key] = asking.Context;
    }

    /// <summary>The attempt is being launched; returns the W3C <c>traceparent</c> by which it names itself to the gateway, if anybody listens.</summary>
    public string? Begin(AttemptRow row)
    {
        _wanted.TryRemove(row.Key, out var asking);
        var before = Activity.Current;
        var span = RunTrace.Start(_spans, $"work {row.Type}", ActivityKind.Internal, row.Run, asking)
            ?.SetTag("cortex.master", row.Master).SetTag("cortex.worker", row.Key.Worker).SetTag("cortex.attempt", row.Key.Attempt).SetTag("cortex.node", row.Node);
        Activity.Current = before;
        _watched[row.Key] = span;
        return span?.Id;
    }

    /// <summary>Ends what is not among the open attempts any more.</summary>
    public void Settle(IReadOnlyCollection<AttemptKey> open)
    {
        foreach (var key in open)
            _watched.TryAdd(key, null);
        foreach (var key in _watched.Keys.Except(open))
        {
            var row = store.Read(commands => commands.Find(key));
            if (row is not { IsOpen: true } && _watched.TryRemove(key, out var span))
                End(row, span);
        }
    }

    public void Dispose()
    {
        foreach (var span in _watched.Values)
            span?.Stop();
        _watched.Clear();
    }

    private void End(AttemptRow? row, Activity? span)
    {
        if (row is { Ended: { } ended, Launched: { } launched })
            meter.Ended(row.Type, row.State, ended > launched ? ended - launched : TimeSpan.Zero);
        if (row is not null)
            using (log.BeginScope(new RunScope(row.Run, row.Key.Worker, row.Key.Attempt)))
                log.LogInformation("An attempt of {Type} on {Node} has ended: {State}", row.Type, row.Node, row.State);
        if (span is null)
            return;
        if (row is { Ended: { } end })
            span.SetTag("cortex.state", row.State.ToString().ToLowerInvariant()).SetEndTime(end.UtcDateTime > span.StartTimeUtc ? end.UtcDateTime : span.StartTimeUtc);
        if (row?.State is AttemptState.Failed or AttemptState.Lost)
            span.SetStatus(ActivityStatusCode.Error);
        // Stopped from the watch's flow, not from the launch's: what is current there stays so.
        var before = Activity.Current;
        span.Stop();
        Activity.Current = before;
    }
}
