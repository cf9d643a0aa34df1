using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Cortex.Messaging;
using Cortex.Messaging.Stores;
using Cortex.Messaging.Telemetry;

namespace Cortex.Benchmarks.Distributed;

/// <summary>When each message was handed to the bus, by the clock that the store goes by; how many commits there were, and how long they took.</summary>
internal sealed class MessageWatch : ICommitObserver, IDisposable
{
    private readonly ConcurrentDictionary<Guid, DateTimeOffset> _dispatched = new();
    private readonly MeterListener _listener = new();
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private CommitCounts _counts = new(0, 0, 0);

    public MessageWatch(TimeProvider time)
    {
        _time = time;
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == CommitMeter.Meter && instrument.Name is "cortex.store.commit.duration" or "cortex.store.decisions")
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<double>((_, seconds, _, _) => Count(counts => counts with { Commits = counts.Commits + 1, Seconds = counts.Seconds + seconds }));
        _listener.SetMeasurementEventCallback<long>((_, decisions, _, _) => Count(counts => counts with { Decisions = counts.Decisions + decisions }));
        _listener.Start();
    }

    public CommitCounts Counts
    {
        get
        {
            lock (_gate)
                return _counts;
        }
    }

    public DateTimeOffset? DispatchOf(Guid message) => _dispatched.TryGetValue(message, out var at) ? at : null;

    public int Dispatched => _dispatched.Count;

    public void BeforeCommit(IReadOnlyList<Outgoing> emitted)
    {
    }

    public void AfterCommit(IReadOnlyList<Outgoing> emitted)
    {
    }

    public void AfterDispatch(string messageType, Guid messageId) => _dispatched.TryAdd(messageId, _time.GetUtcNow());

    public void Dispose() => _listener.Dispose();

    private void Count(Func<CommitCounts, CommitCounts> one)
    {
        lock (_gate)
            _counts = one(_counts);
    }
}

/// <param name="Commits">Of the store's one writer.</param>
/// <param name="Decisions">That these commits made durable.</param>
/// <param name="Seconds">The writer was busy with them.</param>
internal sealed record CommitCounts(long Commits, long Decisions, double Seconds)
{
    public CommitCounts Since(CommitCounts before) => new(Commits - before.Commits, Decisions - before.Decisions, Seconds - before.Seconds);
}
