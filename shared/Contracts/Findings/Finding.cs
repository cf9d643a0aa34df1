using Cortex.Contracts.Catalog;

namespace Cortex.Contracts.Findings;

/// <summary>Something true about a target, with a place.</summary>
public sealed record Finding
{
    /// <summary>Stable across runs; contains no id, time or commit.</summary>
    public required string Key { get; init; }
    public required string Master { get; init; }

    /// <summary>One of <see cref="FindingKinds"/>.</summary>
    public required string Kind { get; init; }
    public required string Rule { get; init; }
    public required Severity Severity { get; init; }

    /// <summary>CVSS base score, 0 to 10.</summary>
    public double? Score { get; init; }
    public required string Target { get; init; }
    public string? Path { get; init; }

    /// <summary>1-based.</summary>
    public int? Line { get; init; }
    public required string Title { get; init; }

    /// <summary>For a vulnerability the CVE id where one exists.</summary>
    public string? Reference { get; init; }
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>purl with version.</summary>
    public string? Package { get; init; }
    public string? FixedVersion { get; init; }

    /// <summary>True when CISA lists the vulnerability as known to be exploited; else absent.</summary>
    public bool? Exploited { get; init; }

    /// <summary>The probability, by FIRST's EPSS, that the vulnerability is exploited in the next thirty days, 0 to 1.</summary>
    public double? Epss { get; init; }

    /// <summary>Whether code of the target imports the vulnerable package: "yes", "no" or "unknown". Evidence, never proof.</summary>
    public string? Imported { get; init; }

    /// <summary>One place that imports it, as "src/app.js:3".</summary>
    public string? ImportedAt { get; init; }

    /// <summary>Key of the change that removes it.</summary>
    public string? FixedBy { get; init; }

    /// <summary>Why no verified change of the run removes it, of a vulnerability or misconfiguration; absent when one does.</summary>
    public StaysOpen? Open { get; init; }

    /// <summary>Who asks for what the rule enforces: "Pod Security Standards, baseline: Privileged Containers", "hadolint DL3007".</summary>
    public IReadOnlyList<string> Controls { get; init; } = [];

    /// <summary>What an allow rule or a baseline of the repository names this finding by; no secret can be told from it.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>URL at which the rule, the control or the format that was found is documented.</summary>
    public string? Documentation { get; init; }
}

/// <summary>A finding that the repository asks to pass over. It counts nowhere and is kept with its reason.</summary>
public sealed record SuppressedFinding
{
    public required Finding Finding { get; init; }

    /// <summary>Why, in the words of the repository.</summary>
    public required string Reason { get; init; }

    /// <summary>The last day on which it is passed over; null when it holds until it is removed.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>Where the repository asks for it: a file, a colon and a 1-based line.</summary>
    public required string By { get; init; }
}

public enum Severity { Info, Low, Medium, High, Critical }

public static class FindingKinds
{
    public const string Vulnerability = "vulnerability";
    public const string Secret = "secret";
    public const string Misconfiguration = "misconfiguration";
    public const string Pipeline = "pipeline";
    public const string CoverageGap = "coverage-gap";
    public const string ObservabilityGap = "observability-gap";
    public const string OwnershipGap = "ownership-gap";
    public const string Feature = "feature";
    public const string UnreadableInput = "unreadable-input";

    public static IReadOnlyList<string> All { get; } =
        [Vulnerability, Secret, Misconfiguration, Pipeline, CoverageGap, ObservabilityGap, OwnershipGap, Feature, UnreadableInput];
}

/// <summary>What a master made of its workers' results; the artifact behind ResultsAggregated.</summary>
public sealed record MasterResults
{
    public required string Master { get; init; }
    public IReadOnlyList<Finding> Findings { get; init; } = [];
    public IReadOnlyList<Change> Changes { get; init; } = [];

    /// <summary>What the repositories ask to pass over.</summary>
    public IReadOnlyList<SuppressedFinding> Suppressed { get; init; } = [];

    /// <summary>What was catalogued; of the master that knows.</summary>
    public Lineage? Lineage { get; init; }
}
