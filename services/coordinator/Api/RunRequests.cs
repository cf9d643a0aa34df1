using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cortex.Contracts;
using Cortex.Contracts.Api;
using Cortex.Coordinator.Requests;
using Microsoft.AspNetCore.Http;

namespace Cortex.Coordinator.Api;

/// <summary>POST /api/orchestrations.</summary>
internal static class RunRequests
{
    public static async Task<IResult> StartAsync(HttpRequest http, IRuns runs, CancellationToken stop)
    {
        var reading = await ReadAsync(http, stop);
        if (reading.Request is not { } request)
            return ApiProblem.BadRequest(reading.Error!, reading.Advice);
        await runs.SubmitAsync(request, stop);
        return TypedResults.Json(
            new OrchestrationAccepted { Id = request.OrchestrationId }, CortexJson.Options, statusCode: StatusCodes.Status202Accepted);
    }

    private static async Task<RequestReading> ReadAsync(HttpRequest http, CancellationToken stop)
    {
        try
        {
            return RequestReader.Read(await JsonNode.ParseAsync(http.Body, cancellationToken: stop), NewRunId);
        }
        catch (JsonException e)
        {
            return RequestReader.NoJson(e);
        }
    }

    private static Guid NewRunId() => new(RandomNumberGenerator.GetBytes(16));
}
