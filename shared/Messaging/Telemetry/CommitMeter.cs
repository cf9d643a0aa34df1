using System.Diagnostics.Metrics;

namespace Cortex.Messaging.Telemetry;

/// <summary>How often and how long the store commits, and how many decisions share a commit.</summary>
public sealed class CommitMeter
{
    public const string Meter = "Cortex.Messaging";

    /// <summary>Of durations in seconds: half a millisecond to ten seconds.</summary>
    public static InstrumentAdvice<double> Seconds { get; } =
        new() { HistogramBucketBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] };

    private readonly Histogram<double> _durations;
    private readonly Counter<long> _decisions;
    private readonly Counter<long> _failures;

    public CommitMeter(IMeterFactory meters)
    {
        var meter = meters.Create(Meter);
        _durations = meter.CreateHistogram("cortex.store.commit.duration", "s", "Time from the begin of a commit to its durability", advice: Seconds);
        _decisions = meter.CreateCounter<long>("cortex.store.decisions", description: "Decisions that were committed");
        _failures = meter.CreateCounter<long>("cortex.store.commit.failures", description: "Commits that the database refused");
    }

    internal void Committed(TimeSpan took, int decisions)
    {
        _durations.Record(took.TotalSeconds);
        _decisions.Add(decisions);
        // A counter is there before the first failure, or no alert could tell its rate.
        _failures.Add(0);
    }

    internal void Failed() => _failures.Add(1);
}
