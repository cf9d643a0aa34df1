using Cortex.Contracts.Plans;
using Cortex.Contracts.Targets;

namespace Cortex.Contracts.Orchestrations;

/// <summary>Starts a run. Anyone may publish it; the same id twice is one run.</summary>
public sealed record StartOrchestration
{
    public required Guid OrchestrationId { get; init; }

    /// <summary>Name of a plan the coordinator knows; ignored when <see cref="PlanYaml"/> is given.</summary>
    public string Plan { get; init; } = "full-orchestration";
    public string? PlanYaml { get; init; }

    /// <summary>Repositories: paths, folders of repositories, or URLs (file, https, ssh).</summary>
    public IReadOnlyList<string> Targets { get; init; } = [];
    public string? Goal { get; init; }

    /// <summary>Masters wanted; null means all of the plan.</summary>
    public IReadOnlyList<string>? Masters { get; init; }
    public bool DryRun { get; init; }

    /// <summary>True lets the targets' own builds and tests run.</summary>
    public bool Trusted { get; init; }

    /// <summary>Whether security looks for secrets in all commits, and not only in the newest.</summary>
    public bool SearchHistory { get; init; }
    public string? RequestedBy { get; init; }
}

/// <summary>The request with everything looked up: from here on nothing is loaded, only read from this message.</summary>
public sealed record OrchestrationResolved
{
    public required Guid OrchestrationId { get; init; }
    public required Plan Plan { get; init; }

    /// <summary>The nodes that exist here; may be fewer than the plan's.</summary>
    public required NodePoolPlan Nodes { get; init; }
    public required IReadOnlyList<Target> Targets { get; init; }
    public IReadOnlyList<TargetProblem> TargetProblems { get; init; } = [];
    public string? Goal { get; init; }
    public bool DryRun { get; init; }
    public bool Trusted { get; init; }

    /// <summary>Whether security looks for secrets in all commits, and not only in the newest.</summary>
    public bool SearchHistory { get; init; }
    public string? RequestedBy { get; init; }

    /// <summary>The model endpoint in use, without credentials; null when the run has no model.</summary>
    public string? Model { get; init; }
}

/// <summary>The request could not be resolved; no run exists.</summary>
public sealed record OrchestrationRejected
{
    public required Guid OrchestrationId { get; init; }
    public required string Reason { get; init; }
}
