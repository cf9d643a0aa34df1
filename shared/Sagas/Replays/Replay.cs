using System.Collections.Concurrent;
using Cortex.Sagas.Log;
using Cortex.Sagas.Recording;

namespace Cortex.Sagas.Replays;

/// <summary>Drives this build's machines over recorded messages. Reads the log, writes nothing.</summary>
public sealed class Replay(EventLog log, IEnumerable<RecordedMachine> machines)
{
    private readonly ConcurrentDictionary<string, VerifiedLifetime> _verified = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RecordedMachine> _machines = machines.ToDictionary(machine => machine.Name, StringComparer.Ordinal);

    /// <summary>Every message of a stream with the difference it made.</summary>
    public Task<IReadOnlyList<ReplayedEvent>> StreamAsync(string stream) => StepsAsync(log.ReadStream(stream), _ => true);

    /// <summary>Every message of a run, in the order of the log.</summary>
    public async Task<IReadOnlyList<ReplayedEvent>> RunAsync(Guid run)
    {
        var steps = new List<ReplayedEvent>();
        foreach (var stream in log.StreamsOf(run))
            steps.AddRange(await StepsAsync(log.ReadStream(stream), logged => logged.Run == run));
        return [.. steps.OrderBy(step => step.Event.Position)];
    }

    /// <summary>A lifetime after its event <paramref name="sequence"/>; 0 is before the first.</summary>
    public async Task<ReplayedState> StateAtAsync(string stream, long sequence)
    {
        var lifetime = Begin(stream);
        foreach (var logged in log.ReadStream(stream).TakeWhile(logged => logged.Sequence <= sequence))
            await lifetime.StepAsync(logged);
        return new ReplayedState(stream, lifetime.Sequence, lifetime.CurrentState, lifetime.State);
    }

    /// <summary>All lifetimes of a run as they were at a position of the log.</summary>
    public async Task<IReadOnlyList<ReplayedState>> StatesAtAsync(Guid run, long position)
    {
        var states = new List<ReplayedState>();
        foreach (var stream in log.StreamsOf(run))
            if (log.ReadStream(stream, position) is { Count: > 0 } events)
                states.Add(await StateAtAsync(stream, events[^1].Sequence));
        return states;
    }

    public Task<ReplayVerdict> VerifyStreamAsync(string stream) => VerifyAsync([log.ReadStream(stream)]);

    /// <summary>Replays the lifetimes of a run from their first event up to <paramref name="upToPosition"/> and compares each event with what is recorded.</summary>
    public async Task<ReplayVerdict> VerifyRunAsync(Guid run, long upToPosition = long.MaxValue)
    {
        var verdict = ReplayVerdict.Nothing;
        foreach (var stream in log.StreamsOf(run))
            verdict = verdict.And(log.OutlivesRuns(stream) ? await GoOnAsync(stream, upToPosition) : await VerifyAsync([log.ReadStream(stream, upToPosition)]));
        return verdict;
    }

    internal async Task<ReplayVerdict> VerifyAsync(IEnumerable<IReadOnlyList<LoggedEvent>> streams)
    {
        var verdict = ReplayVerdict.Nothing;
        foreach (var stream in streams.Where(stream => stream.Count > 0))
            verdict = verdict.And(new ReplayVerdict { Streams = 1, Events = stream.Count, Divergence = (await DivergenceAsync(stream, null)).Found });
        return verdict;
    }

    /// <summary>A lifetime that goes on after the run is verified to its end; what came later is not the run's.</summary>
    private async Task<ReplayVerdict> GoOnAsync(string stream, long upToPosition)
    {
        var verdict = await _verified.GetOrAdd(stream, _ => new VerifiedLifetime(stream, log, DivergenceAsync)).VerifyAsync();
        return verdict.Divergence?.Position > upToPosition ? verdict with { Divergence = null } : verdict;
    }

    private async Task<(Divergence? Found, ReplayedLifetime? After)> DivergenceAsync(IReadOnlyList<LoggedEvent> stream, ReplayedLifetime? lifetime)
    {
        foreach (var logged in stream)
        {
            string? what;
            try
            {
                lifetime ??= Begin(logged.Stream);
                what = logged.Sequence == lifetime.Sequence + 1
                    ? Comparison.Of(logged, await lifetime.StepAsync(logged), lifetime.StateHash)
                    : $"event {lifetime.Sequence + 1} is missing";
            }
            catch (Exception e)
            {
                // A machine of another build may fail in any way; that it does is the finding.
                what = $"this build fails on {logged.Type}: {e.Message}";
            }

            if (what is not null)
                return (new Divergence(logged.Stream, logged.Sequence, logged.Position, what), lifetime);
        }

        return (null, lifetime);
    }

    private async Task<IReadOnlyList<ReplayedEvent>> StepsAsync(IReadOnlyList<LoggedEvent> stream, Func<LoggedEvent, bool> wanted)
    {
        var steps = new List<ReplayedEvent>();
        if (stream.Count == 0)
            return steps;
        var lifetime = Begin(stream[0].Stream);
        foreach (var logged in stream)
        {
            var (from, before) = (lifetime.CurrentState, lifetime.State);
            await lifetime.StepAsync(logged);
            if (wanted(logged))
                steps.Add(new ReplayedEvent
                {
                    Event = logged,
                    From = from,
                    To = lifetime.CurrentState,
                    Differences = StateDifference.Between(before, lifetime.State),
                    State = lifetime.State,
                });
        }

        return steps;
    }

    private ReplayedLifetime Begin(string stream)
    {
        var slash = stream.IndexOf('/');
        return slash > 0 && _machines.TryGetValue(stream[..slash], out var machine) && Guid.TryParse(stream[(slash + 1)..], out var correlationId)
            ? machine.Begin(correlationId)
            : throw new ArgumentException($"'{stream}' is no stream of this build; its machines are {string.Join(", ", _machines.Keys.Order(StringComparer.Ordinal))}.", nameof(stream));
    }
}
