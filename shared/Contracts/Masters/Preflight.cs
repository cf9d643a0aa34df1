using Cortex.Contracts.Targets;

namespace Cortex.Contracts.Masters;

/// <summary>Phase 0: look whether the work can be done at all. Nothing of a target is executed.</summary>
public sealed record RunPreflight
{
    public required Guid OrchestrationId { get; init; }
    public required string Master { get; init; }
    public required IReadOnlyList<Target> Targets { get; init; }
}

public sealed record PreflightCompleted
{
    public required Guid OrchestrationId { get; init; }
    public required string Master { get; init; }
    public required IReadOnlyList<Check> Checks { get; init; }

    /// <summary>The outcome metrics this master owns, as known before the run.</summary>
    public IReadOnlyList<Measure> Baseline { get; init; } = [];
}

public enum CheckStatus { Passed, Warning, Failed }

public sealed record Check
{
    public required string Name { get; init; }
    public required CheckStatus Status { get; init; }
    public required string Detail { get; init; }

    /// <summary>What to do when it did not pass.</summary>
    public string? Advice { get; init; }
}

/// <summary>A value of an outcome metric (<see cref="Outcomes"/>), or the reason why there is none.</summary>
public sealed record Measure
{
    public required string Outcome { get; init; }

    /// <summary>Counts; test coverage in percent, pipeline optimisations as a count.</summary>
    public double? Value { get; init; }
    public string? NotMeasured { get; init; }
}

/// <summary>Names of the rows of the outcome table.</summary>
public static class Outcomes
{
    public const string AssetsCatalogued = "assetsCatalogued";
    public const string CvesIdentified = "cvesIdentified";
    public const string AutoFixChanges = "autoFixChanges";
    public const string FeatureChanges = "featureChanges";
    public const string TestsAdded = "testsAdded";
    public const string TestCoverage = "testCoverage";
    public const string PipelineOptimizations = "pipelineOptimizations";
    public const string Dashboards = "dashboards";
    public const string Alerts = "alerts";

    public static IReadOnlyList<string> All { get; } =
        [AssetsCatalogued, CvesIdentified, AutoFixChanges, FeatureChanges, TestsAdded, TestCoverage, PipelineOptimizations, Dashboards, Alerts];
}
