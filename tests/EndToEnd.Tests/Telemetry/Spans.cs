using System.Collections.Concurrent;
using System.Diagnostics;
using Cortex.Hosting.Telemetry;

namespace Cortex.EndToEnd.Tests.Telemetry;

/// <summary>Hears every span of the bus and of Cortex that ends in this process.</summary>
internal sealed class Spans : IDisposable
{
    private readonly ConcurrentQueue<Activity> _ended = new();
    private readonly ActivityListener _listener;

    public Spans()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "MassTransit" || source.Name.StartsWith("Cortex.", StringComparison.Ordinal),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _ended.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public List<Activity> All => [.. _ended];

    public List<Activity> Of(Guid run) => All.FindAll(span => span.TraceId == RunTrace.Of(run));

    public void Dispose() => _listener.Dispose();
}
