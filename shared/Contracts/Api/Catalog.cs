using Cortex.Contracts.Catalog;

namespace Cortex.Contracts.Api;

/// <summary>GET /api/catalog/stats.</summary>
public sealed record CatalogStats
{
    /// <summary>Assets that are there now; retired ones are not counted.</summary>
    public required int Assets { get; init; }
    public required int Relations { get; init; }
    public required int Retired { get; init; }

    /// <summary>By kind, in alphabetical order.</summary>
    public required IReadOnlyList<CatalogKind> Kinds { get; init; }

    /// <summary>By repository, in the order of their names.</summary>
    public required IReadOnlyList<CatalogTarget> Targets { get; init; }
}

public sealed record CatalogKind
{
    public required string Kind { get; init; }
    public required int Assets { get; init; }
}

public sealed record CatalogTarget
{
    /// <summary>The repository as the user gave it last.</summary>
    public required string Target { get; init; }

    /// <summary>URN of the repository.</summary>
    public required string Repository { get; init; }
    public required int Assets { get; init; }

    /// <summary>The run that scanned it last, completely.</summary>
    public Guid? LastRun { get; init; }
    public DateTimeOffset? LastScan { get; init; }
}

/// <summary>GET /api/catalog/search?q=&amp;limit=: best match first.</summary>
public sealed record CatalogSearch
{
    public required string Query { get; init; }
    public required IReadOnlyList<Asset> Assets { get; init; }
}

/// <summary>GET /api/catalog/assets/{urn}.</summary>
public sealed record CatalogAsset
{
    public required Asset Asset { get; init; }
    public required Guid FirstRun { get; init; }
    public required DateTimeOffset FirstSeen { get; init; }
    public required Guid LastRun { get; init; }
    public required DateTimeOffset LastSeen { get; init; }

    /// <summary>The run that saw it gone; null while it is there.</summary>
    public Guid? RetiredRun { get; init; }

    /// <summary>Relations from this asset.</summary>
    public required IReadOnlyList<CatalogRelation> Outgoing { get; init; }

    /// <summary>Relations to this asset.</summary>
    public required IReadOnlyList<CatalogRelation> Incoming { get; init; }
}

/// <summary>A relation, seen from one of its ends.</summary>
public sealed record CatalogRelation
{
    public required string Kind { get; init; }

    /// <summary>The other end.</summary>
    public required string Urn { get; init; }
    public required string AssetKind { get; init; }
    public required string Name { get; init; }
}

/// <summary>GET /api/catalog/export?target=: the whole catalogue, or one repository's part; always in the same order.</summary>
public sealed record CatalogExport
{
    public required IReadOnlyList<Asset> Assets { get; init; }
    public required IReadOnlyList<Relation> Relations { get; init; }
}

/// <summary>GET /api/catalog/changes?run=: what a run found to be different.</summary>
public sealed record CatalogChanges
{
    public required Guid Run { get; init; }
    public required IReadOnlyList<CatalogChange> New { get; init; }
    public required IReadOnlyList<CatalogChange> Changed { get; init; }
    public required IReadOnlyList<CatalogChange> Retired { get; init; }
}

public sealed record CatalogChange
{
    public required string Urn { get; init; }
    public required string Kind { get; init; }
    public required string Name { get; init; }

    /// <summary>For a changed asset: what differs (property names, "places", relation kinds).</summary>
    public IReadOnlyList<string> Differences { get; init; } = [];
}
