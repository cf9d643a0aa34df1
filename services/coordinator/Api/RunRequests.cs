using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cortex.Contracts;
using Cortex.Contracts.Api;
using Cortex.Contracts.Orchestrations;
using Microsoft.AspNetCore.Http;

namespace Cortex.Coordinator.Api;

/// <summary>POST /api/orchestrations.</summary>
internal static class RunRequests
{
    private const string IdMember = "orchestrationId";

    private static readonly string[] Members =
        [.. typeof(StartOrchestration).GetProperties().Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name))];

    public static async Task<IResult> StartAsync(HttpRequest http, IRuns runs, CancellationToken stop)
    {
        JsonObject? body;
        try
        {
            body = await JsonNode.ParseAsync(http.Body, cancellationToken: stop) as JsonObject;
        }
        catch (JsonException e)
        {
            return ApiProblem.BadRequest($"The request is no JSON: {e.Message}");
        }

        if (body is null)
            return ApiProblem.BadRequest("The request is no JSON object.", $"Send {{ \"targets\": [\"…\"] }}; known members: {string.Join(", ", Members)}.");
        if (body.Select(m => m.Key).FirstOrDefault(name => !Members.Contains(name, StringComparer.OrdinalIgnoreCase)) is { } unknown)
            return ApiProblem.BadRequest($"A request has no member '{unknown}'.", $"Known members: {string.Join(", ", Members)}.");
        if (!body.ContainsKey(IdMember))
            body[IdMember] = NewRunId();

        StartOrchestration? request;
        try
        {
            request = body.Deserialize<StartOrchestration>(CortexJson.Options);
        }
        catch (JsonException e)
        {
            return ApiProblem.BadRequest($"The request cannot be read at {e.Path}: {e.Message}");
        }

        if (request!.OrchestrationId == Guid.Empty)
            return ApiProblem.BadRequest("The id of a run must not be all zeros.", $"Leave out '{IdMember}' to have one drawn.");
        await runs.SubmitAsync(request, stop);
        return TypedResults.Json(
            new OrchestrationAccepted { Id = request.OrchestrationId }, CortexJson.Options, statusCode: StatusCodes.Status202Accepted);
    }

    private static Guid NewRunId() => new(RandomNumberGenerator.GetBytes(16));
}
