namespace Cortex.Inventory.Discovery.History;

/// <summary>What git knows of a repository beyond its files.</summary>
internal sealed record RepositoryHistory
{
    public static RepositoryHistory Unknown { get; } = new();

    public int? Commits { get; init; }

    /// <summary>Commits in the 90 days up to the newest one: of a repository at rest as of a busy one, whenever it is looked at.</summary>
    public int? RecentCommits { get; init; }

    /// <summary>Committer time of the newest commit, ISO 8601 UTC.</summary>
    public string? LastActivity { get; init; }

    /// <summary>Paths that are symbolic links; a checkout holds those that lead out of it as files with the link's text.</summary>
    public IReadOnlySet<string> Links { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Most commits first, then by address.</summary>
    public IReadOnlyList<Author> Authors { get; init; } = [];
}

internal sealed record Author(string Name, string Email, int Commits);
