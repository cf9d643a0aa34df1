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

    /// <summary>The repositories, worst first.</summary>
    public IReadOnlyList<AssetHealth> Health { get; init; } = [];
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

    /// <summary>When that was; null while it is there. The asset is shown as it was when it was last seen.</summary>
    public DateTimeOffset? RetiredAt { get; init; }

    /// <summary>Null for what no repository declares: packages, images, actions, owners; and for what is gone.</summary>
    public AssetHealth? Health { get; init; }

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

/// <summary>
/// GET /api/catalog/lineage?asset=&amp;direction=up|down|both&amp;depth=: what stands on an asset (up: what breaks when it goes) and what it stands on
/// (down). The asset is named by URN, purl, name or the beginning of one that only one asset has.
/// </summary>
public sealed record CatalogLineage
{
    public required string Urn { get; init; }
    public required string Kind { get; init; }
    public required string Name { get; init; }

    /// <summary>The run that saw it gone; it has no lineage then.</summary>
    public Guid? RetiredRun { get; init; }

    /// <summary>Null when only down was asked for.</summary>
    public LineageTree? Up { get; init; }

    /// <summary>Null when only up was asked for.</summary>
    public LineageTree? Down { get; init; }
}

/// <summary>What is reached from an asset in one direction; each asset once, on one of its shortest ways.</summary>
public sealed record LineageTree
{
    /// <summary>Assets reached, without the one asked for.</summary>
    public required int Assets { get; init; }

    /// <summary>Assets further away than the depth asked for; in no other figure.</summary>
    public required int Beyond { get; init; }

    /// <summary>False when there is more than is ever walked (20,000 steps): the figures are then lower bounds.</summary>
    public required bool Complete { get; init; }

    /// <summary>By kind, in alphabetical order.</summary>
    public required IReadOnlyList<CatalogKind> Kinds { get; init; }

    /// <summary>What of it is declared by a repository (all but packages, images, actions and owners), most first.</summary>
    public required IReadOnlyList<CatalogShare> Repositories { get; init; }

    /// <summary>Nearest first; a node follows its parent.</summary>
    public required IReadOnlyList<LineageNode> Nodes { get; init; }
}

/// <summary>One repository's part of something that was counted.</summary>
public sealed record CatalogShare
{
    /// <summary>URN.</summary>
    public required string Repository { get; init; }
    public required string Name { get; init; }
    public required int Assets { get; init; }
}

public sealed record LineageNode
{
    public required string Urn { get; init; }
    public required string Kind { get; init; }
    public required string Name { get; init; }

    /// <summary>The repository that declares it; null for what repositories share.</summary>
    public string? Repository { get; init; }

    /// <summary>1 for a neighbour of the asset asked for.</summary>
    public required int Depth { get; init; }

    /// <summary>The relation on the way to it, as the catalogue has it: contains, depends-on, built-into, …</summary>
    public required string Relation { get; init; }

    /// <summary>URN of the node before it on the way.</summary>
    public required string Parent { get; init; }
}

/// <summary>GET /api/catalog/owners: who owns what. Packages, images and actions have no owners, and are not counted.</summary>
public sealed record CatalogOwners
{
    /// <summary>Most assets first.</summary>
    public required IReadOnlyList<CatalogOwner> Owners { get; init; }

    /// <summary>Assets that nobody owns, not even by inference.</summary>
    public required int Unowned { get; init; }

    /// <summary>Of these, by kind.</summary>
    public required IReadOnlyList<CatalogKind> UnownedKinds { get; init; }

    /// <summary>Of these, by repository, most first.</summary>
    public required IReadOnlyList<CatalogShare> UnownedRepositories { get; init; }
}

public sealed record CatalogOwner
{
    public required string Urn { get; init; }
    public required string Name { get; init; }
    public required int Assets { get; init; }

    /// <summary>Of these, assets of repositories without CODEOWNERS that it owns for having written most of the repository.</summary>
    public required int Inferred { get; init; }

    /// <summary>By kind, in alphabetical order.</summary>
    public required IReadOnlyList<CatalogKind> Kinds { get; init; }
}

/// <summary>GET /api/catalog/health?kind=&amp;limit=: how the assets that a repository declares are cared for; worst first.</summary>
public sealed record CatalogHealth
{
    /// <summary>Assets that were judged, of which <see cref="Assets"/> are the worst.</summary>
    public required int Judged { get; init; }
    public required IReadOnlyList<AssetHealth> Assets { get; init; }
}

public sealed record AssetHealth
{
    public required string Urn { get; init; }
    public required string Kind { get; init; }
    public required string Name { get; init; }

    /// <summary>URN.</summary>
    public required string Repository { get; init; }

    /// <summary>0 to 100, the mean of the aspects.</summary>
    public required int Score { get; init; }

    /// <summary>Those that apply to its kind, in alphabetical order.</summary>
    public required IReadOnlyList<HealthAspect> Aspects { get; init; }
}

public sealed record HealthAspect
{
    /// <summary>activity, observability, ownership or tests.</summary>
    public required string Name { get; init; }

    /// <summary>0 (stale, unobserved, unowned, untested) to 100.</summary>
    public required int Score { get; init; }
    public required string Reason { get; init; }
}
