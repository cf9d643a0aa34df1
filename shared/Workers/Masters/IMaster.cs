using Cortex.Contracts.Findings;
using Cortex.Contracts.Masters;
using Cortex.Contracts.Workers;
using Cortex.Workers.Work;

namespace Cortex.Workers.Masters;

/// <summary>What makes a service a master. The bus side (consumers, outbox, idempotence) is the same for all and lives beside this file.</summary>
public interface IMaster
{
    /// <summary>One of <see cref="Contracts.ServiceNames"/>.</summary>
    static abstract string Name { get; }

    /// <summary>The work it can do; empty declares none.</summary>
    IReadOnlyList<WorkerType> WorkerTypes { get; }

    /// <summary>Phase 0: its own tools and access, and the baseline of its outcome metrics. Executes nothing of a target.</summary>
    Task<PreflightAnswer> PreflightAsync(RunPreflight command, CancellationToken stop);

    /// <summary>Phase 2, pure: the same message gives the same plan.</summary>
    WorkPlanned Plan(PlanWork command);

    /// <summary>Pure: takes a hand-off as a worker, or says why not.</summary>
    HandOffAnswer Consider(ConsiderHandOff command);

    /// <summary>
    /// Phase 4: de-duplicates and judges the results of its own workers. Their changes have landed by then: each says in its proposal what became
    /// of it, or why nothing did.
    /// </summary>
    Task<Aggregation> AggregateAsync(AggregateResults command, IReadOnlyList<WorkerOutcome> outcomes, CancellationToken stop);
}

/// <summary>A worker type and how to make its worker.</summary>
public sealed record WorkerType(string Type, string Description, Func<IWorker> Create);

public sealed record PreflightAnswer(IReadOnlyList<Check> Checks, IReadOnlyList<Measure> Baseline);

/// <summary>Either a worker or the reason for refusing.</summary>
public sealed record HandOffAnswer(WorkerSpec? Worker, string? Refusal);

/// <summary>One worker's stored result; <see cref="Complete"/> is false for partial results of a stopped attempt.</summary>
public sealed record WorkerOutcome(Guid WorkerId, WorkerSpec Spec, bool Complete, WorkerResult Result)
{
    /// <summary>The attempt that handed it in.</summary>
    public int Attempt { get; init; } = 1;
}

public sealed record Aggregation(string Summary, MasterResults Results, IReadOnlyList<Measure> Measures)
{
    /// <summary>What a person has to settle; the run escalates each.</summary>
    public IReadOnlyList<OpenQuestion> Escalations { get; init; } = [];
}
