using System.Globalization;

namespace Cortex.Security.Advisories;

/// <summary>Which advisories are known, and how old they are.</summary>
public sealed record AdvisoryStatus
{
    private const int MostNamed = 3;

    public required long Advisories { get; init; }

    /// <summary>Of those, the ones that their publisher took back.</summary>
    public required long Withdrawn { get; init; }

    /// <summary>When the newest was last modified.</summary>
    public DateTimeOffset? Newest { get; init; }

    /// <summary>CVE ids with a score of EPSS.</summary>
    public long EpssScores { get; init; }

    /// <summary>CVE ids that CISA lists as exploited.</summary>
    public long Exploited { get; init; }

    public required IReadOnlyList<EcosystemAdvisories> Ecosystems { get; init; }

    /// <summary>Newest import first.</summary>
    public required IReadOnlyList<AdvisorySource> Imports { get; init; }

    /// <summary>Which set a report rests on, in one line: "1,204 advisories of 9 ecosystems (osv/npm, bundled), taken in 2 days ago, the newest of 2026-01-05".</summary>
    public string Describe(DateTimeOffset now)
    {
        var sets = Imports.Where(i => i.Kind == AdvisoryImport.Osv).ToList();
        if (sets.Count == 0)
            return "no advisories";
        var names = string.Join(", ", sets.Take(MostNamed).Select(i => i.Source)) + (sets.Count > MostNamed ? $" and {sets.Count - MostNamed} more" : "");
        var text = string.Create(CultureInfo.InvariantCulture, $"{Advisories:N0} advisories of {Ecosystems.Count} ecosystems ({names}), taken in {Ago(sets[0].Imported, now)}");
        if (Newest is { } newest)
            text += string.Create(CultureInfo.InvariantCulture, $", the newest of {newest:yyyy-MM-dd}");
        foreach (var (kind, name) in new[] { (AdvisoryImport.Epss, "EPSS"), (AdvisoryImport.Kev, "KEV") })
        {
            if (Imports.FirstOrDefault(i => i.Kind == kind) is { } set)
                text += string.Create(CultureInfo.InvariantCulture, $"; {name} of {set.Newest ?? set.Imported:yyyy-MM-dd}");
        }
        return text;
    }

    private static string Ago(DateTimeOffset then, DateTimeOffset now) => (int)(now - then).TotalDays switch
    {
        <= 0 => "today",
        1 => "yesterday",
        var days => $"{days} days ago",
    };
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

    /// <summary>"osv" for advisories, "epss" for scores, "kev" for the catalogue of exploited vulnerabilities.</summary>
    public required string Kind { get; init; }
    public required DateTimeOffset Imported { get; init; }

    /// <summary>When the newest record of the set was last modified.</summary>
    public DateTimeOffset? Newest { get; init; }
    public required long Records { get; init; }
}
