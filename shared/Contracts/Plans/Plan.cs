namespace Cortex.Contracts.Plans;

/// <summary>Which masters, workers, limits, time-outs and nodes a run has. Data; written as YAML (docs/plan.schema.json).</summary>
public sealed record Plan
{
    public required string Name { get; init; }
    public string? Description { get; init; }

    /// <summary>Six limits, phase 0 to 5.</summary>
    public required IReadOnlyList<PhasePlan> Phases { get; init; }
    public required BudgetPlan Budget { get; init; }
    public required IReadOnlyList<MasterPlan> Masters { get; init; }
    public required IReadOnlyList<WorkerPlan> Workers { get; init; }
    public required NodePoolPlan Nodes { get; init; }
}

public sealed record PhasePlan
{
    /// <summary>0 preflight, 1 activation, 2 distribution, 3 execution, 4 aggregation, 5 reporting.</summary>
    public required int Number { get; init; }
    public required string Name { get; init; }

    /// <summary>Seconds until the phase is ended by its deadline.</summary>
    public required int LimitSeconds { get; init; }
}

/// <summary>Tokens of the run. Masters and Workers are hard ceilings; Reserve lies on top and is released by recorded decision only.</summary>
public sealed record BudgetPlan
{
    public required int Masters { get; init; }
    public required int Workers { get; init; }
    public required int Reserve { get; init; }

    /// <summary>When an exhausted pool may draw on the reserve.</summary>
    public ReservePolicy ReservePolicy { get; init; } = ReservePolicy.Critical;
}

/// <summary>Who the recorded decision releases the reserve for: nobody, workers of priority 8 and above, or any worker.</summary>
public enum ReservePolicy { Never, Critical, Any }

public sealed record MasterPlan
{
    public required string Name { get; init; }

    /// <summary>Token limit of the master itself; limits may over-subscribe the pool.</summary>
    public required int Tokens { get; init; }

    /// <summary>Token limit of the master's workers together.</summary>
    public required int WorkerTokens { get; init; }

    /// <summary>False: the run goes on without this master when it does not answer.</summary>
    public bool Required { get; init; } = true;
}

public sealed record WorkerPlan
{
    public required string Type { get; init; }

    /// <summary>Token limit of one worker.</summary>
    public required int Tokens { get; init; }

    /// <summary>Smallest lease with which a worker of this type is worth starting.</summary>
    public int MinimumTokens { get; init; }

    public required int TimeoutSeconds { get; init; }

    /// <summary>Attempts before the worker has failed.</summary>
    public int MaxAttempts { get; init; } = 3;

    /// <summary>Most workers a master may plan of this type.</summary>
    public IReadOnlyDictionary<string, int> Counts { get; init; } = new Dictionary<string, int>(StringComparer.Ordinal);

    /// <summary>Masters that may start such workers as the work demands, without a fixed count.</summary>
    public IReadOnlyList<string> OnDemand { get; init; } = [];
}

/// <summary>Places for workers.</summary>
public sealed record NodePoolPlan
{
    public required string Pool { get; init; }
    public required IReadOnlyList<NodePlan> Nodes { get; init; }
}

public sealed record NodePlan
{
    public required string Name { get; init; }

    /// <summary>Workers that run on the node at the same time.</summary>
    public required int Slots { get; init; }
}
