using Cortex.Contracts;
using Cortex.Contracts.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Cortex.Inventory.Catalogue;

/// <summary>The catalogue over HTTP, for the loopback API.</summary>
public static class CatalogEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var catalog = endpoints.MapGroup("/api/catalog");
        catalog.MapGet("/stats", (AssetCatalogue catalogue) => Answer(catalogue.Stats()));
        catalog.MapGet("/search", (AssetCatalogue catalogue, string? q, int? limit) =>
            Answer(new CatalogSearch { Query = q ?? "", Assets = catalogue.Search(q ?? "", limit ?? 20) }));
        catalog.MapGet("/assets/{**urn}", (AssetCatalogue catalogue, string urn) =>
            (catalogue.Show(urn) ?? catalogue.Show(urn.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase))) is { } asset
                ? Answer(asset)
                : Missing($"No asset has the URN {urn}.", "Find it with /api/catalog/search?q=…"));
        catalog.MapGet("/export", (AssetCatalogue catalogue, string? target) =>
            catalogue.Export(string.IsNullOrEmpty(target) ? null : target) is { } export
                ? Answer(export)
                : Missing($"The catalogue knows no repository '{target}'.", "/api/catalog/stats lists them."));
        catalog.MapGet("/changes", (AssetCatalogue catalogue, Guid run) =>
            catalogue.Changes(run) is { } changes
                ? Answer(changes)
                : Missing($"The run {run} has not changed the catalogue.", "It may not have come to its aggregation; /api/orchestrations lists the runs."));
    }

    private static IResult Answer<T>(T value) => Results.Json(value, CortexJson.Options);

    private static IResult Missing(string error, string advice) =>
        Results.Json(new ApiError { Error = error, Advice = advice }, CortexJson.Options, statusCode: StatusCodes.Status404NotFound);
}
