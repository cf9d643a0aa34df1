using Cortex.Contracts.Findings;

namespace Cortex.Contracts.Escalations;

/// <summary>Something the run could not settle by itself.</summary>
public sealed record EscalationRaised
{
    public required Guid OrchestrationId { get; init; }
    public required Guid EscalationId { get; init; }
    public required string Master { get; init; }
    public required Severity Severity { get; init; }
    public required string Reason { get; init; }
}
