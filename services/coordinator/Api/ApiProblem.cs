using Cortex.Contracts;
using Cortex.Contracts.Api;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cortex.Coordinator.Api;

/// <summary>The answers of the API that are no success.</summary>
internal static class ApiProblem
{
    public static JsonHttpResult<ApiError> BadRequest(string error, string? advice = null) =>
        Of(StatusCodes.Status400BadRequest, error, advice);

    public static JsonHttpResult<ApiError> NotFound(string error, string? advice = null) =>
        Of(StatusCodes.Status404NotFound, error, advice);

    public static JsonHttpResult<ApiError> Conflict(string error, string? advice = null) =>
        Of(StatusCodes.Status409Conflict, error, advice);

    public static JsonHttpResult<ApiError> Rejected(string error, string? advice = null) =>
        Of(StatusCodes.Status422UnprocessableEntity, error, advice);

    private static JsonHttpResult<ApiError> Of(int status, string error, string? advice) =>
        TypedResults.Json(new ApiError { Error = error, Advice = advice }, CortexJson.Options, statusCode: status);
}
