using Cortex.Contracts.Catalog;
using Cortex.Contracts.Certificates;
using Cortex.Contracts.Findings;

namespace Cortex.Contracts.Reports;

/// <summary>report.json; docs/report.schema.json describes it. Times UTC, durations in seconds.</summary>
public sealed record Report
{
    public string Schema { get; init; } = "cortex.report/1";
    public required ReportRun Run { get; init; }
    public required IReadOnlyList<ReportPhase> Phases { get; init; }
    public required IReadOnlyList<ReportMaster> Masters { get; init; }
    public required IReadOnlyList<ReportWorker> Workers { get; init; }
    public required ReportTokens Tokens { get; init; }

    /// <summary>Keyed by outcome name.</summary>
    public required IReadOnlyDictionary<string, Outcome> Outcomes { get; init; }
    public required IReadOnlyList<Finding> Findings { get; init; }
    public required IReadOnlyList<Change> Changes { get; init; }
    public required IReadOnlyList<Escalation> Escalations { get; init; }
    public required IReadOnlyList<Learned> Learned { get; init; }
    public required Certificate Certificate { get; init; }

    /// <summary>Absent when nothing was catalogued in the run.</summary>
    public Lineage? Lineage { get; init; }

    /// <summary>Findings that the repositories ask to pass over; not among <see cref="Findings"/>.</summary>
    public IReadOnlyList<SuppressedFinding> Suppressed { get; init; } = [];
}

public sealed record ReportRun
{
    public required string Id { get; init; }
    public required string Plan { get; init; }

    /// <summary>completed, failed or canceled.</summary>
    public required string Status { get; init; }
    public string? Reason { get; init; }
    public required bool DryRun { get; init; }
    public required bool Trusted { get; init; }
    public required IReadOnlyList<ReportTarget> Targets { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public required DateTimeOffset FinishedAt { get; init; }
    public required double DurationSeconds { get; init; }
    public string? Goal { get; init; }

    /// <summary>What became of the goal.</summary>
    public string? GoalNote { get; init; }
}

public sealed record ReportTarget
{
    public required string Name { get; init; }
    public string? Commit { get; init; }
    public string? Branch { get; init; }

    /// <summary>Why the target was not used.</summary>
    public string? Problem { get; init; }
    public bool Uncommitted { get; init; }
    public IReadOnlyList<string> Notes { get; init; } = [];
}

public sealed record ReportPhase
{
    public required int Number { get; init; }
    public required string Name { get; init; }

    /// <summary>completed, running, timedOut, failed, canceled or notReached.</summary>
    public required string Status { get; init; }
    public DateTimeOffset? StartedAt { get; init; }
    public DateTimeOffset? FinishedAt { get; init; }
    public required int LimitSeconds { get; init; }
}

public sealed record TokenUse
{
    public required int Limit { get; init; }
    public required int Used { get; init; }
}

public sealed record ReportMaster
{
    public required string Name { get; init; }

    /// <summary>ready, missing, failed, notReached; completed once its results are aggregated; noWorkDeclared when it has no worker types.</summary>
    public required string Status { get; init; }
    public required string Version { get; init; }
    public required int Workers { get; init; }
    public required TokenUse Tokens { get; init; }
    public required string Summary { get; init; }
}

public sealed record ReportWorker
{
    public required string Id { get; init; }
    public required string Type { get; init; }
    public required string Master { get; init; }

    /// <summary>Target names, joined by ", ".</summary>
    public required string Target { get; init; }
    public required string Node { get; init; }

    /// <summary>waiting, running, completed, failed, timedOut or canceled.</summary>
    public required string Status { get; init; }
    public required int Attempts { get; init; }
    public DateTimeOffset? StartedAt { get; init; }
    public DateTimeOffset? FinishedAt { get; init; }
    public required double DurationSeconds { get; init; }
    public required TokenUse Tokens { get; init; }
    public string? Failure { get; init; }
}

public sealed record ReportTokens
{
    /// <summary>Hard ceiling of the two pools.</summary>
    public required int Budget { get; init; }
    public required int Reserve { get; init; }
    public required int ReserveReleased { get; init; }
    public required int Used { get; init; }
    public required int InDoubt { get; init; }

    /// <summary>used / budget, 0 to 1.</summary>
    public required double Efficiency { get; init; }
    public required IReadOnlyDictionary<string, int> PerMaster { get; init; }

    /// <summary>The model endpoint; absent when the run had none.</summary>
    public string? Model { get; init; }
}

/// <summary>Either before, after and delta, or the reason why it was not measured.</summary>
public sealed record Outcome
{
    public double? Before { get; init; }
    public double? After { get; init; }
    public double? Delta { get; init; }
    public string? NotMeasured { get; init; }
}

public sealed record Escalation
{
    public required string Id { get; init; }
    public required string Master { get; init; }
    public required Severity Severity { get; init; }
    public required string Reason { get; init; }

    /// <summary>open or resolved.</summary>
    public required string Status { get; init; }
    public string? Resolution { get; init; }
}

public sealed record Learned
{
    public required string Subject { get; init; }
    public required string Before { get; init; }
    public required string After { get; init; }
    public required string Effect { get; init; }
}
