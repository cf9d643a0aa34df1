using Cortex.Contracts.Plans;

namespace Cortex.Contracts.Budgets;

/// <summary>Creates the budget of a run.</summary>
public sealed record OpenBudget
{
    public required Guid OrchestrationId { get; init; }
    public required BudgetPlan Budget { get; init; }
    public required IReadOnlyList<MasterPlan> Masters { get; init; }
}

public sealed record RequestLease
{
    public required Guid OrchestrationId { get; init; }
    public required Guid WorkerId { get; init; }
    public required string Master { get; init; }
    public required string Type { get; init; }

    /// <summary>Tokens wanted.</summary>
    public required int Tokens { get; init; }

    /// <summary>Least that is of use.</summary>
    public required int Minimum { get; init; }
    public required int Priority { get; init; }
}

public sealed record LeaseGranted
{
    public required Guid OrchestrationId { get; init; }
    public required Guid WorkerId { get; init; }
    public required int Tokens { get; init; }
}

public sealed record LeaseRefused
{
    public required Guid OrchestrationId { get; init; }
    public required Guid WorkerId { get; init; }
    public required string Reason { get; init; }
}

/// <summary>The worker settled, or does not want its request any more.</summary>
public sealed record ReturnLease
{
    public required Guid OrchestrationId { get; init; }
    public required Guid WorkerId { get; init; }
    public required int Used { get; init; }

    /// <summary>Reserved by a call whose answer never came; counted as used.</summary>
    public int InDoubt { get; init; }
}

/// <summary>A pool is empty and nothing will come back: may the reserve be drawn on?</summary>
public sealed record DecideReserve
{
    public required Guid OrchestrationId { get; init; }
    public required Guid WorkerId { get; init; }
    public required int Tokens { get; init; }
    public required int Priority { get; init; }
    public required int ReserveLeft { get; init; }
    public required ReservePolicy Policy { get; init; }
}

/// <summary>The recorded decision.</summary>
public sealed record ReserveDecided
{
    public required Guid OrchestrationId { get; init; }
    public required Guid WorkerId { get; init; }

    /// <summary>0 when refused.</summary>
    public required int Tokens { get; init; }
    public required string Reason { get; init; }
    public required string DecidedBy { get; init; }
}

/// <summary>Closes or opens admission: pause, cancel, end.</summary>
public sealed record SetAdmission
{
    public required Guid OrchestrationId { get; init; }
    public required bool Open { get; init; }
}
