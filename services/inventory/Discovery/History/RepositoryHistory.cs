namespace Cortex.Inventory.Discovery.History;

/// <summary>What git knows of a repository beyond its files.</summary>
internal sealed record RepositoryHistory
{
    public static RepositoryHistory Unknown { get; } = new();

    public int? Commits { get; init; }

    /// <summary>Committer time of the newest commit, ISO 8601 UTC.</summary>
    public string? LastActivity { get; init; }

    /// <summary>Paths that are symbolic links; a checkout holds those that lead out of it as files with the link's text.</summary>
    public IReadOnlySet<string> Links { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Most commits first, then by address.</summary>
    public IReadOnlyList<Author> Authors { get; init; } = [];
}

internal sealed record Author(string Name, string Email, int Commits);
