using Cortex.Contracts.Certificates;
using Cortex.Contracts.Masters;
using Cortex.Contracts.Orchestrations;
using Cortex.Contracts.Reports;
using Cortex.Contracts.Workers;
using Cortex.Sagas.Recording;

namespace Cortex.Coordinator.Orchestrations;

/// <summary>One run. Holds what is open, and of what is finished only what the report's head lines need.</summary>
public sealed class OrchestrationState : RecordedSaga
{
    public override Guid? Run => CorrelationId;

    public OrchestrationResolved Request { get; set; } = null!;
    public DateTimeOffset StartedAt { get; set; }
    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>0 to 5.</summary>
    public int Phase { get; set; }
    public List<PhaseRecord> Phases { get; set; } = [];
    public DateTimeOffset PhaseEndsAt { get; set; }

    /// <summary>Set while paused: what was left of the phase.</summary>
    public double? PausedSeconds { get; set; }

    /// <summary>In the plan's order.</summary>
    public List<MasterRecord> Masters { get; set; } = [];

    /// <summary>Masters whose answer to the current phase's command is missing.</summary>
    public List<string> Awaiting { get; set; } = [];

    /// <summary>Planned in phase 2, admitted in phase 3.</summary>
    public List<WorkerSpec> Planned { get; set; } = [];

    /// <summary>Waiting for others to complete.</summary>
    public List<BlockedWorker> Blocked { get; set; } = [];
    public List<Guid> Open { get; set; } = [];
    public List<OpenHandOff> HandOffs { get; set; } = [];

    /// <summary>May be started again while the run executes.</summary>
    public List<FailedWorker> FailedWorkers { get; set; } = [];

    /// <summary>The execution deadline has passed: nothing new starts.</summary>
    public bool Expired { get; set; }
    public List<Escalation> Escalations { get; set; } = [];

    /// <summary>How the run will end; null while that is open.</summary>
    public RunStatus? Outcome { get; set; }
    public string? Reason { get; set; }
    public Certificate? Certificate { get; set; }

    public bool EveryoneAnswered => Awaiting.Count == 0;

    public bool NothingOpen => Open.Count == 0 && HandOffs.Count == 0 && Blocked.Count == 0;

    public bool Ending => Outcome is not null;
}

public sealed record PhaseRecord
{
    public required int Number { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public DateTimeOffset? FinishedAt { get; init; }
    public bool TimedOut { get; init; }
}

public sealed record MasterRecord
{
    public required string Name { get; init; }

    /// <summary>waiting, ready, missing, failed, completed or noWorkDeclared.</summary>
    public required string Status { get; init; }
    public string Version { get; init; } = "";
    public IReadOnlyList<string> WorkerTypes { get; init; } = [];
    public IReadOnlyList<Check> Checks { get; init; } = [];
    public IReadOnlyList<Measure> Baseline { get; init; } = [];
    public IReadOnlyList<Measure> Measures { get; init; } = [];
    public string Summary { get; init; } = "";

    /// <summary>Reference of the aggregated results.</summary>
    public string? Results { get; init; }
}

public sealed record BlockedWorker(WorkerSpec Spec, IReadOnlyList<Guid> Missing);

public sealed record OpenHandOff(Guid HandOffId, string Master, int Hop);

public sealed record FailedWorker(Guid WorkerId, string Master);
