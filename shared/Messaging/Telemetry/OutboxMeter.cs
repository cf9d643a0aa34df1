using System.Diagnostics.Metrics;
using Cortex.Messaging.Delivery;
using Cortex.Messaging.Stores;

namespace Cortex.Messaging.Telemetry;

/// <summary>What waits in the outbox, read from the store when somebody looks.</summary>
public sealed class OutboxMeter(Store store, Deliveries deliveries, TimeProvider time, IMeterFactory meters)
{
    private int _observed;

    /// <summary>From here on; twice is once.</summary>
    internal void Observe()
    {
        if (Interlocked.Exchange(ref _observed, 1) == 1)
            return;
        var meter = meters.Create(CommitMeter.Meter);
        meter.CreateObservableGauge("cortex.outbox.messages", Messages, description: "Messages of this service: pending, scheduled (deadlines) or parked");
        meter.CreateObservableGauge("cortex.outbox.oldest.pending", Oldest, "s", "Age of the oldest message that is not delivered; 0 when there is none");
        meter.CreateObservableGauge("cortex.outbox.in.flight", () => deliveries.InFlight, description: "Messages on their way in this process");
    }

    private IEnumerable<Measurement<long>> Messages() => Ask(commands => (Measurement<long>[])
    [
        Count(commands, "pending", "state = 'pending' AND due IS NULL"),
        Count(commands, "scheduled", "state = 'pending' AND due IS NOT NULL"),
        Count(commands, "parked", "state = 'parked'"),
    ]);

    private IEnumerable<Measurement<double>> Oldest() => Ask(commands => (Measurement<double>[])
    [
        new(commands.Scalar("SELECT MIN(created) FROM outbox WHERE state = 'pending' AND due IS NULL AND writer = $1", store.Options.Writer) is long ticks
            ? Math.Max(0, (time.GetUtcNow() - new DateTimeOffset(ticks, TimeSpan.Zero)).TotalSeconds)
            : 0),
    ]);

    private Measurement<long> Count(StoreCommands commands, string state, string where) =>
        new((long)commands.Scalar($"SELECT COUNT(*) FROM outbox WHERE {where} AND writer = $1", store.Options.Writer)!, new KeyValuePair<string, object?>("state", state));

    /// <summary>No figure is better than an old one.</summary>
    private Measurement<T>[] Ask<T>(Func<StoreCommands, Measurement<T>[]> query) where T : struct
    {
        try
        {
            return store.Read(query);
        }
        catch (Exception e) when (e is StoreException or ObjectDisposedException)
        {
            return [];
        }
    }
}
