using Cortex.Contracts.Findings;
using Cortex.Contracts.Orchestrations;

namespace Cortex.Coordinator.Notifications;

/// <summary>What a receiver is told, as JSON. Properties are added, never renamed.</summary>
internal sealed record Notification
{
    public string Schema { get; init; } = "cortex.notification/1";

    /// <summary>Of <see cref="NotificationEvents.All"/>.</summary>
    public required string Event { get; init; }

    /// <summary>When it was recorded.</summary>
    public required DateTimeOffset At { get; init; }

    public required NotifiedRun Run { get; init; }

    /// <summary>With event escalation.</summary>
    public NotifiedEscalation? Escalation { get; init; }
}

internal sealed record NotifiedRun
{
    public required Guid Id { get; init; }
    public required RunStatus Status { get; init; }
    public required string Plan { get; init; }
    public required IReadOnlyList<string> Targets { get; init; }
    public string? RequestedBy { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public DateTimeOffset? FinishedAt { get; init; }
    public double? DurationSeconds { get; init; }

    /// <summary>Why it failed or was canceled.</summary>
    public string? Reason { get; init; }

    /// <summary>Stored so far.</summary>
    public required int Findings { get; init; }

    /// <summary>Escalations that are open.</summary>
    public required int Escalations { get; init; }

    /// <summary>Of an ended run: whether its certificate holds.</summary>
    public bool? CertificateHolds { get; init; }
}

internal sealed record NotifiedEscalation
{
    public required Guid Id { get; init; }
    public required string Master { get; init; }
    public required Severity Severity { get; init; }
    public required string Reason { get; init; }
}
