using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cortex.Coordinator.Api;
using Cortex.Messaging;
using Cortex.Messaging.Delivery;
using MassTransit;

namespace Cortex.Coordinator.Requests;

/// <summary>Takes a request as the HTTP API does. A request that names no run gets its id from the message's, so that a redelivery is the same run.</summary>
internal sealed class PlainRequestConsumer(IRuns runs) : IConsumer<PlainRequest>
{
    public async Task Consume(ConsumeContext<PlainRequest> context)
    {
        var reading = Read(context);
        if (reading.Request is not { } request)
            throw new UndecidedMessageException($"{reading.Error} {reading.Advice}".TrimEnd());
        await runs.SubmitAsync(request, context.CancellationToken);
    }

    private static RequestReading Read(ConsumeContext context)
    {
        try
        {
            return RequestReader.Read(JsonNode.Parse(Received.PayloadOf(context.ReceiveContext)), () => IdOf(context));
        }
        catch (JsonException e)
        {
            return RequestReader.NoJson(e);
        }
    }

    private static Guid IdOf(ConsumeContext context) =>
        context.ReceiveContext.TryGetPayload<RabbitMqBasicConsumeContext>(out var delivery) && delivery.Properties.MessageId is { Length: > 0 } id
            ? DeterministicId.Of($"request/{id}")
            : new Guid(RandomNumberGenerator.GetBytes(16));
}
