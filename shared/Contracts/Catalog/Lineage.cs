namespace Cortex.Contracts.Catalog;

/// <summary>What the targets of a run hold and what connects them: a picture's worth of the catalogue.</summary>
public sealed record Lineage
{
    /// <summary>Assets of the run's targets; what several of them share counts once.</summary>
    public required int Assets { get; init; }
    public required int Relations { get; init; }

    /// <summary>Assets by kind.</summary>
    public required IReadOnlyDictionary<string, int> Kinds { get; init; }

    /// <summary>The most connected; at most some forty.</summary>
    public required IReadOnlyList<LineageNode> Nodes { get; init; }

    /// <summary>Relations between the nodes; a chain of "contains" through what is left out is one.</summary>
    public required IReadOnlyList<Relation> Edges { get; init; }
}

public sealed record LineageNode
{
    public required string Urn { get; init; }
    public required string Kind { get; init; }
    public required string Name { get; init; }

    /// <summary>What tells it apart from others of its name: its own kind of resource, its file.</summary>
    public string? Detail { get; init; }

    /// <summary>The repository that declares it, as the user gave it; null for what repositories share.</summary>
    public string? Target { get; init; }

    /// <summary>Repositories of the run in which it was seen.</summary>
    public required int Repositories { get; init; }

    /// <summary>For a repository: the assets seen in it.</summary>
    public int? Assets { get; init; }
}
