using System.Text;
using System.Text.Json;
using MassTransit;

namespace Cortex.Messaging.Delivery;

/// <summary>What came in, as it came in.</summary>
public static class Received
{
    /// <summary>Set on messages that are sent another time: their handling answers nobody twice.</summary>
    public const string Again = "cortex-again";

    public const string Run = "cortex-run";

    public const string Cause = "cortex-cause";

    public static string EndpointOf(ReceiveContext context)
    {
        var path = context.InputAddress.AbsolutePath;
        return path[(path.LastIndexOf('/') + 1)..];
    }

    /// <summary>Its message id; one made from the content when it came without (plain JSON), so that the same content is the same message.</summary>
    public static Guid IdOf(ConsumeContext context, string payload) => context.MessageId ?? DeterministicId.Of(payload);

    public static Guid? MessageIdOf(ReceiveContext context) =>
        context.TryGetPayload<ConsumeContext>(out var consume) && consume.MessageId is { } id ? id : context.GetMessageId();

    /// <summary>The JSON of the message itself, byte for byte.</summary>
    public static string PayloadOf(ReceiveContext context)
    {
        var body = context.Body.GetBytes();
        if (context.ContentType?.MediaType != "application/vnd.masstransit+json")
            return Encoding.UTF8.GetString(body);
        var json = new Utf8JsonReader(body);
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var isMessage = json.ValueTextEquals("message"u8);
            json.Read();
            var start = (int)json.TokenStartIndex;
            json.Skip();
            if (isMessage)
                return Encoding.UTF8.GetString(body, start, (int)json.BytesConsumed - start);
        }

        return "{}";
    }
}
