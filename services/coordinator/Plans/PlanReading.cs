using Cortex.Contracts.Plans;

namespace Cortex.Coordinator.Plans;

/// <summary>What a plan file says: the plan when it has no error, and every remark in the order of its lines.</summary>
public sealed record PlanReading
{
    public Plan? Plan { get; init; }
    public required IReadOnlyList<PlanRemark> Remarks { get; init; }
}

public enum RemarkSeverity { Error, Warning, Note }

/// <summary>Line and column are 1-based.</summary>
public sealed record PlanRemark(RemarkSeverity Severity, string Source, int Line, int Column, string Message)
{
    public override string ToString() => $"{Source}:{Line}:{Column}: {Severity.ToString().ToLowerInvariant()}: {Message}";
}
