using System.Text.Json;
using Cortex.Messaging.Delivery;
using MassTransit;

namespace Cortex.Messaging.Parking;

/// <summary>Where a receive endpoint ends with a message that failed after all its tries, or that none of its consumers takes.</summary>
internal sealed class ParkFilter(ParkedMessages parked) : IFilter<ExceptionReceiveContext>, IFilter<ReceiveContext>
{
    /// <summary>Type of what has none.</summary>
    public const string Unknown = "unknown";

    private const int LongestUnreadable = 256 * 1024;
    private const string UrnPrefix = "urn:message:";

    public async Task Send(ExceptionReceiveContext context, IPipe<ExceptionReceiveContext> next)
    {
        var cause = Innermost(context.Exception);
        await ParkAsync(context, (type, payload) => (cause is JsonException ? Unread(context, type, payload) : null) ?? Words(cause));
        await next.Send(context);
    }

    public Task Send(ReceiveContext context, IPipe<ReceiveContext> next) => ParkAsync(
        context, (type, payload) => Unread(context, type, payload) ?? $"No consumer at {Received.EndpointOf(context)} takes {type[(type.LastIndexOf('.') + 1)..]}.");

    public void Probe(ProbeContext context) => context.CreateFilterScope("park");

    public Task ParkAsync(ReceiveContext context, string reason) => ParkAsync(context, (_, _) => reason);

    private Task ParkAsync(ReceiveContext context, Func<string, string, string> reason)
    {
        var (type, destination, payload) = Read(context.Body.GetString());
        var messageId = Received.MessageIdOf(context) ?? DeterministicId.Of(payload);
        return parked.ParkAsync(new ParkedMessage(messageId, type, ServiceOf(destination, type), payload, reason(type, payload)));
    }

    private static string? Unread(ReceiveContext context, string type, string payload) => UnreadMessage.Reason(Received.EndpointOf(context), type, payload);

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
                return (urn is null ? Unknown : urn[UrnPrefix.Length..].Replace(':', '.'), destination, message.GetRawText());
            }
        }
        catch (JsonException)
        {
        }

        // Text columns take no NUL, and nobody reads the end of a long blob.
        var text = body.Replace('\0', '\uFFFD');
        return (Unknown, null, text.Length <= LongestUnreadable ? text : text[..LongestUnreadable]);
    }

    // A command was sent to its service's exchange, which ends in the command's name.
    private static string? ServiceOf(string? destination, string type)
    {
        var command = "-" + ServiceEndpoints.Kebab(type[(type.LastIndexOf('.') + 1)..]);
        return destination is not null && Uri.TryCreate(destination, UriKind.Absolute, out var address) && address.AbsolutePath is var path
            && path.EndsWith(command, StringComparison.Ordinal) ? path[(path.LastIndexOf('/') + 1)..^command.Length] : null;
    }

    private static Exception Innermost(Exception exception)
    {
        while (exception is AggregateException or { InnerException: not null, Source: "MassTransit" } && exception.InnerException is { } inner)
            exception = inner;
        return exception;
    }

    private static string Words(Exception exception) => exception is UndecidedMessageException ? exception.Message : $"{exception.GetType().Name}: {exception.Message}";
}
