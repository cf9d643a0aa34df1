using System.Text.Json;
using Cortex.Messaging.Delivery;
using MassTransit;

namespace Cortex.Messaging.Parking;

/// <summary>Where a receive endpoint ends with a message that failed after all its tries, or that none of its consumers takes.</summary>
internal sealed class ParkFilter(ParkedMessages parked) : IFilter<ExceptionReceiveContext>, IFilter<ReceiveContext>
{
    private const string UrnPrefix = "urn:message:";

    public Task Send(ExceptionReceiveContext context, IPipe<ExceptionReceiveContext> next) =>
        ParkAsync(context, Innermost(context.Exception));

    public Task Send(ReceiveContext context, IPipe<ReceiveContext> next) =>
        ParkAsync(context, $"No consumer at {Received.EndpointOf(context)} takes it.");

    public void Probe(ProbeContext context) => context.CreateFilterScope("park");

    private Task ParkAsync(ReceiveContext context, string reason)
    {
        var body = context.Body.GetString();
        var (type, destination, payload) = Read(body);
        var messageId = Received.MessageIdOf(context) ?? DeterministicId.Of(payload);
        return parked.ParkAsync(new ParkedMessage(messageId, type, ServiceOf(destination, type), payload, reason));
    }

    // Whatever arrives here may be anything; what cannot be read is kept as it is.
    private static (string Type, string? Destination, string Payload) Read(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            if (json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("message", out var message)
                && json.RootElement.TryGetProperty("messageType", out var types) && types.ValueKind == JsonValueKind.Array)
            {
                var urn = types.EnumerateArray().Select(type => type.ToString()).FirstOrDefault(type => type.StartsWith(UrnPrefix, StringComparison.Ordinal));
                var destination = json.RootElement.TryGetProperty("destinationAddress", out var address) ? address.ToString() : null;
                return (urn is null ? "unknown" : urn[UrnPrefix.Length..].Replace(':', '.'), destination, message.GetRawText());
            }
        }
        catch (JsonException)
        {
        }

        return ("unknown", null, body);
    }

    // A command was sent to its service's exchange, which ends in the command's name.
    private static string? ServiceOf(string? destination, string type)
    {
        var command = "-" + ServiceEndpoints.Kebab(type[(type.LastIndexOf('.') + 1)..]);
        return destination is not null && Uri.TryCreate(destination, UriKind.Absolute, out var address) && address.AbsolutePath is var path
            && path.EndsWith(command, StringComparison.Ordinal) ? path[(path.LastIndexOf('/') + 1)..^command.Length] : null;
    }

    private static string Innermost(Exception exception)
    {
        while (exception is AggregateException or { InnerException: not null, Source: "MassTransit" } && exception.InnerException is { } inner)
            exception = inner;
        return exception is UndecidedMessageException ? exception.Message : $"{exception.GetType().Name}: {exception.Message}";
    }
}
