namespace Cortex.Inventory.Discovery.History;

/// <summary>What the log of a repository says about it.</summary>
internal sealed record RepositoryHistory
{
    public static RepositoryHistory Unknown { get; } = new();

    public int? Commits { get; init; }

    /// <summary>Committer time of the newest commit, ISO 8601 UTC.</summary>
    public string? LastActivity { get; init; }

    /// <summary>Most commits first, then by address.</summary>
    public IReadOnlyList<Author> Authors { get; init; } = [];
}

internal sealed record Author(string Name, string Email, int Commits);
