namespace Cortex.Benchmarks.Distributed;

/// <summary>What one case is measured on; what its process is told.</summary>
internal sealed record Arrangement
{
    public required string Name { get; init; }

    /// <summary>Of the case; what the host keeps goes there.</summary>
    public required string Folder { get; init; }

    public required int Runs { get; init; }

    public required int Workers { get; init; }

    /// <summary>Null for a bus in the host.</summary>
    public Uri? Broker { get; init; }

    /// <summary>Null for SQLite.</summary>
    public string? PostgreSql { get; init; }

    public string? Redis { get; init; }

    /// <summary>Process id of each server by its name; its other processes descend from it.</summary>
    public IReadOnlyDictionary<string, int> Servers { get; init; } = new Dictionary<string, int>(StringComparer.Ordinal);
}
