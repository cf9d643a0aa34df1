namespace Cortex.Security.Advisories;

/// <summary>One record of the Open Source Vulnerability format: https://ossf.github.io/osv-schema/.</summary>
internal sealed record Advisory
{
    public required string Id { get; init; }
    public required DateTimeOffset Modified { get; init; }
    public DateTimeOffset? Published { get; init; }

    /// <summary>Set when its publisher took it back: it then says that there is no vulnerability.</summary>
    public DateTimeOffset? Withdrawn { get; init; }

    /// <summary>Other ids of the same vulnerability.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];
    public string Summary { get; init; } = "";

    /// <summary>CVSS vectors of the record, as written.</summary>
    public IReadOnlyList<string> Vectors { get; init; } = [];

    /// <summary>The publisher's own word where it gives no vector: low, moderate, high or critical.</summary>
    public string? Rating { get; init; }

    /// <summary>True when CISA lists the vulnerability as known to be exploited.</summary>
    public bool Exploited { get; init; }

    /// <summary>The probability, by FIRST's EPSS, that it is exploited in the next thirty days, 0 to 1; null when not known.</summary>
    public double? Epss { get; init; }

    public IReadOnlyList<AffectedPackage> Affected { get; init; } = [];

    /// <summary>Every id that the vulnerability is known by.</summary>
    public IEnumerable<string> Ids() => Aliases.Prepend(Id);
}

/// <summary>Which versions of one package an advisory speaks of.</summary>
internal sealed record AffectedPackage
{
    /// <summary>As OSV spells it, without what follows a colon: "npm", "PyPI", "Debian".</summary>
    public required string Ecosystem { get; init; }

    /// <summary>What follows the colon, as "12" in "Debian:12"; null when the record names none.</summary>
    public string? Release { get; init; }

    public required string Name { get; init; }

    public IReadOnlyList<AffectedRange> Ranges { get; init; } = [];

    /// <summary>Versions that are affected whatever the ranges say.</summary>
    public IReadOnlyList<string> Versions { get; init; } = [];

    /// <summary>CVSS vectors that hold for this package only.</summary>
    public IReadOnlyList<string> Vectors { get; init; } = [];
}

/// <summary>Unknown: the record has a type that the format does not; what it says cannot be told.</summary>
internal enum RangeType { Semver, Ecosystem, Git, Unknown }

internal sealed record AffectedRange
{
    public required RangeType Type { get; init; }

    /// <summary>In the record's order.</summary>
    public required IReadOnlyList<RangeEvent> Events { get; init; }
}

internal enum RangeEventKind { Introduced, Fixed, LastAffected, Limit }

internal readonly record struct RangeEvent(RangeEventKind Kind, string Version);
