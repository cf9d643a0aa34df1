namespace Cortex.Security.Advisories;

/// <summary>Which advisories are known, and how old they are.</summary>
public sealed record AdvisoryStatus
{
    public required long Advisories { get; init; }

    /// <summary>Of those, the ones that their publisher took back.</summary>
    public required long Withdrawn { get; init; }

    /// <summary>When the newest was last modified.</summary>
    public DateTimeOffset? Newest { get; init; }

    public required IReadOnlyList<EcosystemAdvisories> Ecosystems { get; init; }

    /// <summary>Newest import first.</summary>
    public required IReadOnlyList<AdvisorySource> Imports { get; init; }
}

public sealed record EcosystemAdvisories
{
    /// <summary>As OSV spells it.</summary>
    public required string Ecosystem { get; init; }
    public required long Advisories { get; init; }
    public required long Packages { get; init; }
}

public sealed record AdvisorySource
{
    public required string Source { get; init; }
    public required DateTimeOffset Imported { get; init; }

    /// <summary>When the newest record of the set was last modified.</summary>
    public DateTimeOffset? Newest { get; init; }
    public required long Records { get; init; }
}
