using System.Diagnostics.Metrics;

namespace Cortex.Sagas.Telemetry;

/// <summary>What the machines decide, and how often a replica was faster.</summary>
public sealed class SagaMeter
{
    private readonly Counter<long> _decisions;
    private readonly Counter<long> _repeated;
    private readonly Counter<long> _conflicts;

    public SagaMeter(IMeterFactory meters)
    {
        var meter = meters.Create("Cortex.Sagas");
        _decisions = meter.CreateCounter<long>("cortex.saga.decisions", description: "Messages that a machine decided");
        _repeated = meter.CreateCounter<long>("cortex.saga.repeated", description: "Messages that a machine had decided before and answered from its log");
        _conflicts = meter.CreateCounter<long>("cortex.saga.conflicts", description: "Decisions made anew because another replica had written first");
    }

    internal void Decided(string machine)
    {
        var tag = new KeyValuePair<string, object?>("machine", machine);
        _decisions.Add(1, tag);
        // The others are there with it, at 0.
        _repeated.Add(0, tag);
        _conflicts.Add(0, tag);
    }

    internal void Repeated(string machine) => _repeated.Add(1, new KeyValuePair<string, object?>("machine", machine));

    internal void Conflicted(string machine) => _conflicts.Add(1, new KeyValuePair<string, object?>("machine", machine));
}
