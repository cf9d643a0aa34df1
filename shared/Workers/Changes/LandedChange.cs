using Cortex.Contracts.Findings;
using Cortex.Contracts.Targets;

namespace Cortex.Workers.Changes;

/// <summary>What became of a change: written before anything of it leaves the mirror, and again when its fate is known.</summary>
public sealed record LandedChange
{
    public required Guid Run { get; init; }
    public required string Master { get; init; }
    public required Target Target { get; init; }

    /// <summary>As the report shows it.</summary>
    public required Change Change { get; init; }

    /// <summary>False while a push or a proposal may be under way.</summary>
    public bool Settled { get; init; }

    /// <summary>The branch in the target, its own or that of an earlier run's proposal; null when nothing was pushed.</summary>
    public string? Branch { get; init; }

    /// <summary>The tip that was pushed.</summary>
    public string? Tip { get; init; }

    /// <summary>Number of the pull request.</summary>
    public long? Number { get; init; }

    /// <summary>Cortex itself has closed the pull request: its finding was gone, or the run was undone.</summary>
    public bool Closed { get; init; }

    /// <summary>Patches and texts in the run's folder.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];
}
