using Cortex.Contracts.Api;
using Cortex.Contracts.Orchestrations;
using Cortex.Contracts.Pools;
using Cortex.Contracts.Workers;

namespace Cortex.Benchmarks.Runs;

/// <summary>What one run took. The times between are those of the log.</summary>
internal sealed record RunFigures
{
    public required DateTimeOffset Submitted { get; init; }

    /// <summary>The request is resolved and recorded.</summary>
    public required DateTimeOffset Resolved { get; init; }

    /// <summary>Preflight, activation and distribution are over.</summary>
    public required DateTimeOffset Executing { get; init; }

    /// <summary>The first slot is granted.</summary>
    public required DateTimeOffset Granted { get; init; }

    /// <summary>The first AttemptStarted is recorded.</summary>
    public required DateTimeOffset FirstStarted { get; init; }

    /// <summary>Execution is over.</summary>
    public required DateTimeOffset Executed { get; init; }

    /// <summary>The report is written.</summary>
    public required DateTimeOffset Ended { get; init; }
    public required int Completed { get; init; }
    public required int Events { get; init; }

    /// <summary>Rows of the outbox: every message once.</summary>
    public int Messages { get; init; }
    public bool Certified { get; init; }

    /// <summary>Folding the whole run for a viewer who comes at its end.</summary>
    public TimeSpan FirstLook { get; init; }

    /// <summary>Resident, of the host's process.</summary>
    public long PeakBytes { get; init; }
    public long DatabaseBytes { get; init; }

    public TimeSpan ToFirstWorker => FirstStarted - Submitted;

    public TimeSpan Duration => Ended - Submitted;

    public static RunFigures Of(RunDetails run, IReadOnlyList<EventRecord> events, DateTimeOffset submitted, DateTimeOffset ended) => new()
    {
        Submitted = submitted,
        Resolved = First<OrchestrationResolved>(events),
        Executing = run.Phases[3].StartedAt!.Value,
        Granted = First<SlotGranted>(events),
        FirstStarted = First<AttemptStarted>(events),
        Executed = run.Phases[3].FinishedAt!.Value,
        Ended = ended,
        Completed = run.Workers.Count(worker => worker.Worker.Status == "completed"),
        Events = events.Count,
    };

    private static DateTimeOffset First<T>(IReadOnlyList<EventRecord> events) => events.First(recorded => recorded.Type == typeof(T).FullName).RecordedAt;
}
