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
            Chosen(catalogue, urn, one => Answer(catalogue.Show(one)!)));
        catalog.MapGet("/lineage", (AssetCatalogue catalogue, string asset, string? direction, int? depth) =>
            direction is not (null or "up" or "down" or "both") ? Refused($"There is no direction '{direction}'.", "Name up, down or both.")
            : depth < 1 ? Refused($"A depth of {depth} shows nothing.", "Name 1 or more, or none for all.")
            : Chosen(catalogue, asset, one => Answer(catalogue.Lineage(one, up: direction is not "down", down: direction is not "up", depth)!)));
        catalog.MapGet("/owners", (AssetCatalogue catalogue) => Answer(catalogue.Owners()));
        catalog.MapGet("/health", (AssetCatalogue catalogue, string? kind, int? limit) => Answer(catalogue.Health(kind, limit ?? 20)));
        catalog.MapGet("/export", (AssetCatalogue catalogue, string? target) =>
            catalogue.Export(string.IsNullOrEmpty(target) ? null : target) is { } export
                ? Answer(export)
                : Missing($"The catalogue knows no repository '{target}'.", "'cortex catalog stats' lists them."));
        catalog.MapGet("/sbom", (AssetCatalogue catalogue, string target) =>
            catalogue.Sbom(target) is { } sbom
                ? Results.Text(sbom.ToJsonString(), "application/vnd.cyclonedx+json; version=1.6")
                : Missing($"The catalogue knows no repository '{target}'.", "'cortex catalog stats' lists them."));
        catalog.MapGet("/changes", (AssetCatalogue catalogue, Guid run) =>
            catalogue.Changes(run) is { } changes
                ? Answer(changes)
                : Missing($"The run {run} has not changed the catalogue.", "It may not have come to its aggregation; /api/orchestrations lists the runs."));
    }

    private static IResult Answer<T>(T value) => Results.Json(value, CortexJson.Options);

    private static IResult Chosen(AssetCatalogue catalogue, string name, Func<string, IResult> answer)
    {
        var choice = catalogue.Find(name);
        if (choice.Urn is { } urn)
            return answer(urn);
        if (choice.Candidates.Count > 0)
        {
            return Refused(
                $"'{name}' may be any of {(choice.More ? $"more than {choice.Candidates.Count}" : choice.Candidates.Count)} assets.",
                $"Name one by its URN:\n{string.Join('\n', choice.Candidates.Select(c => $"  {c}"))}");
        }

        return Missing(
            $"The catalogue knows no asset '{name}'.",
            (choice.Nearest.Count == 0 ? "" : $"Nearest: {string.Join(", ", choice.Nearest)}. ") + "'cortex catalog search WORD' finds assets by the beginnings of words.");
    }

    private static IResult Refused(string error, string advice) =>
        Results.Json(new ApiError { Error = error, Advice = advice }, CortexJson.Options, statusCode: StatusCodes.Status422UnprocessableEntity);

    private static IResult Missing(string error, string advice) =>
        Results.Json(new ApiError { Error = error, Advice = advice }, CortexJson.Options, statusCode: StatusCodes.Status404NotFound);
}
