using Cortex.Contracts.Plans;

namespace Cortex.Coordinator.Plans.Estimates;

/// <summary>
/// What a plan can take before anything runs: the worst case, in which every phase and every planned worker uses all the time
/// it is given. On-demand workers are not known beforehand; where the plan allows them they may fill the rest of execution.
/// </summary>
public sealed record PlanEstimate
{
    public required string Plan { get; init; }

    /// <summary>Worst case; never above <see cref="LimitSeconds"/>.</summary>
    public required int DurationSeconds { get; init; }

    /// <summary>Sum of the phases' limits.</summary>
    public required int LimitSeconds { get; init; }
    public required IReadOnlyList<PhaseEstimate> Phases { get; init; }

    /// <summary>The planned workers in the plan's order, which is the order in which they take slots.</summary>
    public required IReadOnlyList<WorkerEstimate> Workers { get; init; }
    public required IReadOnlyList<OnDemandEstimate> OnDemand { get; init; }

    /// <summary>What must become shorter for the run to become shorter. Steps of the same time run side by side.</summary>
    public required IReadOnlyList<CriticalStep> CriticalPath { get; init; }
    public required TokenEstimate Tokens { get; init; }
    public required CapacityEstimate Capacity { get; init; }

    /// <param name="plan">A plan without errors.</param>
    /// <param name="nodes">The nodes that exist; without them, the plan's.</param>
    public static PlanEstimate Of(Plan plan, NodePoolPlan? nodes = null) => Estimator.Estimate(plan, nodes ?? plan.Nodes);
}

/// <summary>Seconds are counted from the run's start.</summary>
public sealed record PhaseEstimate
{
    public required int Number { get; init; }
    public required string Name { get; init; }
    public required int StartSeconds { get; init; }
    public required int EndSeconds { get; init; }
    public required int LimitSeconds { get; init; }
}

public sealed record WorkerEstimate
{
    /// <summary>master/type/number.</summary>
    public required string Key { get; init; }
    public required string Master { get; init; }
    public required string Type { get; init; }
    public required int Tokens { get; init; }
    public required int TimeoutSeconds { get; init; }

    /// <summary>Null when no slot becomes free before execution ends.</summary>
    public string? Node { get; init; }
    public int? StartSeconds { get; init; }
    public int? EndSeconds { get; init; }

    /// <summary>Execution ends before the worker's own time-out.</summary>
    public bool CutShort { get; init; }

    /// <summary>How much longer it may take before the run does.</summary>
    public int SlackSeconds { get; init; }
    public bool Critical { get; init; }
}

public sealed record OnDemandEstimate
{
    public required string Type { get; init; }
    public required IReadOnlyList<string> Masters { get; init; }
    public required int Tokens { get; init; }
    public required int TimeoutSeconds { get; init; }
}

public sealed record CriticalStep
{
    public required string Name { get; init; }
    public required int StartSeconds { get; init; }
    public required int EndSeconds { get; init; }
}

public sealed record TokenEstimate
{
    public required PoolEstimate Masters { get; init; }
    public required PoolEstimate Workers { get; init; }
    public required int Reserve { get; init; }
    public required IReadOnlyList<MasterTokenEstimate> PerMaster { get; init; }
}

/// <summary>A hard ceiling and what the plan's limits would add up to.</summary>
public sealed record PoolEstimate
{
    public required int Budget { get; init; }
    public required long Limits { get; init; }

    /// <summary>Leases of the planned workers; 0 for the masters' pool.</summary>
    public required long PlannedLeases { get; init; }

    /// <summary>By how much limits or planned leases, whichever is more, exceed the budget.</summary>
    public required long OverSubscribed { get; init; }
}

public sealed record MasterTokenEstimate
{
    public required string Name { get; init; }
    public required int Tokens { get; init; }
    public required int WorkerTokens { get; init; }
    public required int PlannedWorkers { get; init; }
    public required long PlannedLeases { get; init; }
}

public sealed record CapacityEstimate
{
    public required string Pool { get; init; }
    public required long Slots { get; init; }
    public required int PlannedWorkers { get; init; }

    /// <summary>Workers for which no slot becomes free before execution ends.</summary>
    public required int Unplaced { get; init; }
    public required IReadOnlyList<NodeEstimate> Nodes { get; init; }
}

public sealed record NodeEstimate
{
    public required string Name { get; init; }
    public required int Slots { get; init; }

    /// <summary>Planned workers it gets, at the same time or one after the other.</summary>
    public required int Workers { get; init; }
}
