namespace Cortex.Security.Advisories.Syncing;

/// <summary>What is fetched, and from where.</summary>
public sealed record SyncOptions
{
    /// <summary>The folder that has one of each ecosystem, with its archive; null fetches no advisories.</summary>
    public required Uri? Advisories { get; init; }

    /// <summary>Ecosystems as OSV spells them; empty for all that packages are judged in.</summary>
    public IReadOnlyList<string> Ecosystems { get; init; } = [];

    /// <summary>The scores of EPSS; null fetches none.</summary>
    public Uri? Epss { get; init; }

    /// <summary>CISA's catalogue of exploited vulnerabilities; null fetches none.</summary>
    public Uri? Kev { get; init; }

    /// <summary>Where files lie while they are fetched.</summary>
    public required string Folder { get; init; }

    /// <summary>The ecosystems that packages are judged in, as OSV spells them.</summary>
    public static IReadOnlyList<string> KnownEcosystems => PackageNames.Ecosystems;

    internal IEnumerable<Feed> Feeds()
    {
        if (Advisories is not null)
        {
            foreach (var ecosystem in Ecosystems.Count > 0 ? Ecosystems.Distinct(StringComparer.OrdinalIgnoreCase) : PackageNames.Ecosystems)
                yield return Feed.OfEcosystem(Advisories, ecosystem, Ecosystems.Count > 0);
        }
        if (Epss is not null)
            yield return Feed.Epss(Epss);
        if (Kev is not null)
            yield return Feed.Kev(Kev);
    }
}
