using System.Diagnostics.Metrics;
using Cortex.Messaging.Stores;
using Cortex.Messaging.Telemetry;
using Cortex.Workers.Attempts;

namespace Cortex.Workers.Telemetry;

/// <summary>Figures of workers and their gateway. Open attempts are read from the store, of this replica only, so that replicas add up.</summary>
public sealed class WorkerMeter
{
    private const string Name = "Cortex.Workers";

    private readonly Store _store;
    private readonly Histogram<double> _attempts;
    private readonly Histogram<double> _requests;
    private readonly Counter<long> _heartbeats;

    public WorkerMeter(IMeterFactory meters, Store store)
    {
        _store = store;
        var meter = meters.Create(Name);
        _attempts = meter.CreateHistogram(
            "cortex.attempt.duration", "s", "From launch to end of an attempt, by worker type and how it ended",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600, 1200, 2700] });
        _requests = meter.CreateHistogram("cortex.gateway.request.duration", "s", "Answers of the gateway to workers, by operation and status", advice: CommitMeter.Seconds);
        _heartbeats = meter.CreateCounter<long>("cortex.worker.heartbeats", description: "Heartbeats that were accepted");
        meter.CreateObservableGauge("cortex.attempts.open", Open, description: "Attempts of this replica that have not ended, by state");
    }

    internal void Ended(string type, AttemptState state, TimeSpan took) =>
        _attempts.Record(took.TotalSeconds, new("type", type), new KeyValuePair<string, object?>("state", state.ToString().ToLowerInvariant()));

    internal void Answered(string operation, int status, TimeSpan took)
    {
        _requests.Record(took.TotalSeconds, new("operation", operation), new KeyValuePair<string, object?>("status", status));
        _heartbeats.Add(operation == GatewayTelemetry.Heartbeat && status == 200 ? 1 : 0);
    }

    private IEnumerable<Measurement<long>> Open()
    {
        try
        {
            var open = _store.Read(commands => commands.Query(
                "SELECT state, COUNT(*), COUNT(suspected) FROM attempts WHERE ended IS NULL AND replica = $1 GROUP BY state",
                row => (State: row.GetString(0), Count: row.GetInt64(1), Suspected: row.GetInt64(2)), _store.Options.Replica));
            AttemptState[] states = [AttemptState.Launching, AttemptState.Launched, AttemptState.Running];
            return
            [
                .. states.Select(state => Count(state.ToString(), open.Where(row => row.State == state.ToString()).Sum(row => row.Count - row.Suspected))),
                Count("suspected", open.Sum(row => row.Suspected)),
            ];
        }
        catch (Exception e) when (e is StoreException or ObjectDisposedException)
        {
            return [];
        }
    }

    private static Measurement<long> Count(string state, long count) => new(count, new KeyValuePair<string, object?>("state", state.ToLowerInvariant()));
}
