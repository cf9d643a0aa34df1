namespace Cortex.Contracts.Catalog;

/// <summary>A thing in the catalogue.</summary>
public sealed record Asset
{
    /// <summary>Stable across runs, machines and commits: urn:cortex:KIND:…</summary>
    public required string Urn { get; init; }
    public required string Kind { get; init; }
    public required string Name { get; init; }

    /// <summary>The repository it was seen in, as the user gave it.</summary>
    public required string Target { get; init; }
    public string? Path { get; init; }

    /// <summary>1-based.</summary>
    public int? Line { get; init; }
    public IReadOnlyDictionary<string, string> Properties { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Every place that names it, for things that many places share (packages, images, actions, owners).</summary>
    public IReadOnlyList<Place> Places { get; init; } = [];
}

/// <summary>Where a shared thing was seen.</summary>
public sealed record Place
{
    /// <summary>The repository, as the user gave it.</summary>
    public required string Target { get; init; }
    public string? Path { get; init; }

    /// <summary>1-based.</summary>
    public int? Line { get; init; }

    /// <summary>For a package: the repository asks for it itself.</summary>
    public bool? Direct { get; init; }

    /// <summary>For a package: runtime, development, optional or peer.</summary>
    public string? Scope { get; init; }
}

/// <summary>A directed edge between two assets.</summary>
public sealed record Relation
{
    public required string From { get; init; }

    /// <summary>contains, depends-on, owned-by, …</summary>
    public required string Kind { get; init; }
    public required string To { get; init; }
}
