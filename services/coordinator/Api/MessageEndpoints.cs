using System.Text.Json;
using Cortex.Contracts;
using Cortex.Contracts.Api;
using Cortex.Messaging.Outbox;
using Cortex.Messaging.Parking;
using Cortex.Messaging.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Cortex.Coordinator.Api;

/// <summary>The parked messages of this host: to list, to look at, to send again, to give up.</summary>
internal static class MessageEndpoints
{
    public static void MapMessages(this RouteGroupBuilder api)
    {
        var all = api.MapGroup("/messages");
        all.MapGet("", ([FromServices] ParkedMessages parked, Guid? run) => TypedResults.Json(parked.List(run).Select(Summary).Reverse(), CortexJson.Options))
            .Produces<ParkedMessage[]>().WithName("ListMessages");
        all.MapGet("/{id:guid}", ([FromServices] ParkedMessages parked, Guid id) => parked.Find(id) is { } row ? TypedResults.Json(Details(row), CortexJson.Options) : Missing(id))
            .Produces<ParkedMessageDetails>().Produces<ApiError>(404).WithName("GetMessage");
        all.MapPost("/{id:guid}/resend", ResendAsync).Produces<ParkedMessage>(StatusCodes.Status202Accepted).Produces<ApiError>(404).Produces<ApiError>(409).WithName("ResendMessage");
        all.MapDelete("/{id:guid}", DiscardAsync).Produces<ParkedMessage>().Produces<ApiError>(404).WithName("DiscardMessage");
    }

    private static async Task<IResult> ResendAsync([FromServices] ParkedMessages parked, Guid id)
    {
        if (parked.Find(id) is not { } row)
            return Missing(id);
        if (!CanBeResent(row))
            return ApiProblem.Conflict($"Message {id} cannot be sent again: this version knows no contract '{row.Type}'.", "Send it anew as what it should have been, and discard this one.");
        return await parked.ResendAsync(id) ? TypedResults.Json(Summary(row), CortexJson.Options, statusCode: StatusCodes.Status202Accepted) : Missing(id);
    }

    private static async Task<IResult> DiscardAsync([FromServices] ParkedMessages parked, Guid id) =>
        parked.Find(id) is { } row && await parked.DiscardAsync(id) ? TypedResults.Json(Summary(row), CortexJson.Options) : Missing(id);

    private static IResult Missing(Guid id) => ApiProblem.NotFound($"No message {id} is parked.", "GET /api/messages lists those that are.");

    private static bool CanBeResent(OutboxRow row) => MessageTypes.TryFind(row.Type, out _);

    private static ParkedMessage Summary(OutboxRow row) => new()
    {
        Id = row.MessageId,
        Type = row.Type,
        Service = row.Service,
        Run = row.Run,
        CreatedAt = row.Created,
        Reason = row.ParkedReason ?? "No reason was recorded.",
    };

    private static ParkedMessageDetails Details(OutboxRow row)
    {
        var payload = Json(row.Payload);
        return new ParkedMessageDetails
        {
            Message = Summary(row),
            Cause = row.Cause,
            CanBeResent = CanBeResent(row),
            Payload = payload,
            Text = payload is null ? row.Payload : null,
        };
    }

    private static JsonElement? Json(string payload)
    {
        try
        {
            using var json = JsonDocument.Parse(payload);
            return json.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
