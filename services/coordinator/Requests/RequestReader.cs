using System.Text.Json;
using System.Text.Json.Nodes;
using Cortex.Contracts;
using Cortex.Contracts.Orchestrations;

namespace Cortex.Coordinator.Requests;

/// <summary>A request as anyone writes it, over HTTP or on the bus: the id may be left out, an unknown member is a mistake.</summary>
internal static class RequestReader
{
    public const string IdMember = "orchestrationId";

    private static readonly string[] Members =
        [.. typeof(StartOrchestration).GetProperties().Select(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name))];

    private static string Known => $"Known members: {string.Join(", ", Members)}.";

    /// <param name="json">What came.</param>
    /// <param name="id">Id of a request that names none.</param>
    public static RequestReading Read(JsonNode? json, Func<Guid> id)
    {
        if (json is not JsonObject body)
            return RequestReading.Mistake("The request is no JSON object.", $"Send {{ \"targets\": [\"…\"] }}; {char.ToLowerInvariant(Known[0])}{Known[1..]}");
        try
        {
            return Read(body, id);
        }
        catch (JsonException e)
        {
            return RequestReading.Mistake($"The request cannot be read at {e.Path}: {e.Message}");
        }
        catch (ArgumentException)
        {
            // A JSON object keeps its members unread until somebody looks.
            return RequestReading.Mistake("The request has a member twice.", Known);
        }
    }

    public static RequestReading NoJson(JsonException e) => RequestReading.Mistake($"The request is no JSON: {e.Message}");

    private static RequestReading Read(JsonObject body, Func<Guid> id)
    {
        if (body.Select(member => member.Key).FirstOrDefault(name => !Members.Contains(name, StringComparer.OrdinalIgnoreCase)) is { } unknown)
            return RequestReading.Mistake($"A request has no member '{unknown}'.", Known);
        if (!body.Any(member => member.Key.Equals(IdMember, StringComparison.OrdinalIgnoreCase)))
            body[IdMember] = id();
        var request = body.Deserialize<StartOrchestration>(CortexJson.Options)!;
        return request.OrchestrationId == Guid.Empty
            ? RequestReading.Mistake("The id of a run must not be all zeros.", $"Leave out '{IdMember}' to have one drawn.")
            : new RequestReading(request, null, null);
    }
}

/// <summary>Either a request or what is wrong with it.</summary>
internal sealed record RequestReading(StartOrchestration? Request, string? Error, string? Advice)
{
    public static RequestReading Mistake(string error, string? advice = null) => new(null, error, advice);
}
