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
        await ParkAsync(context, Innermost(context.Exception));
        await next.Send(context);
    }

    public Task Send(ReceiveContext context, IPipe<ReceiveContext> next) => ParkAsync(context, reason: null);

    public void Probe(ProbeContext context) => context.CreateFilterScope("park");

    /// <summary>Without a reason, it is found out.</summary>
    public Task ParkAsync(ReceiveContext context, string? reason)
    {
        var body = context.Body.GetString();
        var (type, destination, payload) = Read(body);
        var messageId = Received.MessageIdOf(context) ?? DeterministicId.Of(payload);
        return parked.ParkAsync(new ParkedMessage(messageId, type, ServiceOf(destination, type), payload, reason ?? UnreadMessage.Reason(Received.EndpointOf(context), type, payload)));
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

    private static string Innermost(Exception exception)
    {
        while (exception is AggregateException or { InnerException: not null, Source: "MassTransit" } && exception.InnerException is { } inner)
            exception = inner;
        return exception is UndecidedMessageException ? exception.Message : $"{exception.GetType().Name}: {exception.Message}";
    }
}
