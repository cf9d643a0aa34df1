namespace Cortex.Inventory.Catalogue;

/// <summary>What a run did to the catalogue.</summary>
public sealed record CatalogueUpdate
{
    /// <summary>Assets that the run's repositories have now.</summary>
    public required int Assets { get; init; }
    public required int Repositories { get; init; }
    public required int New { get; init; }
    public required int Changed { get; init; }
    public required int Retired { get; init; }

    /// <summary>Assets of the whole catalogue.</summary>
    public required int Total { get; init; }

    public string Summary =>
        $"{Assets} {(Assets == 1 ? "asset" : "assets")} in {Repositories} {(Repositories == 1 ? "repository" : "repositories")}: {New} new, {Changed} changed, {Retired} retired";
}
