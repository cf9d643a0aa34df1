namespace Cortex.Contracts.Workers;

/// <summary>One piece of work of one type, as its master planned it.</summary>
public sealed record WorkerSpec
{
    /// <summary>Derived from the run and <see cref="Key"/>.</summary>
    public required Guid WorkerId { get; init; }

    /// <summary>Stable within a run: master/type/shard.</summary>
    public required string Key { get; init; }
    public required string Master { get; init; }
    public required string Type { get; init; }

    /// <summary>Names of the targets it works on.</summary>
    public required IReadOnlyList<string> Targets { get; init; }

    /// <summary>0 (last) to 9 (first).</summary>
    public int Priority { get; init; } = 5;

    /// <summary>Lease wanted; 0 for work that calls no model.</summary>
    public int Tokens { get; init; }

    /// <summary>Smallest lease it can start with.</summary>
    public int MinimumTokens { get; init; }
    public required int TimeoutSeconds { get; init; }
    public int MaxAttempts { get; init; } = 3;

    /// <summary>Workers of the same message that must have completed before.</summary>
    public IReadOnlyList<Guid> DependsOn { get; init; } = [];

    /// <summary>0 for planned work, one more per hand-off.</summary>
    public int Hop { get; init; }

    /// <summary>Opaque to all but the worker.</summary>
    public string? Input { get; init; }
}
