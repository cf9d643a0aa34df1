using System.Net.Mime;
using System.Text;
using System.Text.Json;
using MassTransit;
using MassTransit.Serialization;

namespace Cortex.Messaging.Wire;

/// <summary>Puts a stored payload on the wire as it is: what is hashed in the log, kept in the outbox and received is the same text.</summary>
internal sealed class StoredMessage(string payload) : IMessageSerializer
{
    private static readonly ContentType _contentType = new("application/vnd.masstransit+json");

    public ContentType ContentType => _contentType;

    public MessageBody GetMessageBody<T>(SendContext<T> context) where T : class
    {
        using var buffer = new MemoryStream(payload.Length + 512);
        using (var json = new Utf8JsonWriter(buffer))
            Write(json, context);
        return new BytesMessageBody(buffer.ToArray());
    }

    private void Write<T>(Utf8JsonWriter json, SendContext<T> context) where T : class
    {
        json.WriteStartObject();
        Id(json, "messageId", context.MessageId);
        Id(json, "conversationId", context.ConversationId);
        Id(json, "initiatorId", context.InitiatorId);
        Address(json, "sourceAddress", context.SourceAddress);
        Address(json, "destinationAddress", context.DestinationAddress);
        json.WriteStartArray("messageType");
        foreach (var type in context.SupportedMessageTypes)
            json.WriteStringValue(type);
        json.WriteEndArray();
        json.WritePropertyName("message");
        json.WriteRawValue(payload, skipInputValidation: true);
        json.WriteStartObject("headers");
        foreach (var header in context.Headers.GetAll())
            if (header.Value is string text)
                json.WriteString(header.Key, text);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Id(Utf8JsonWriter json, string name, Guid? id)
    {
        if (id is { } value)
            json.WriteString(name, value);
    }

    private static void Address(Utf8JsonWriter json, string name, Uri? address)
    {
        if (address is not null)
            json.WriteString(name, address.ToString());
    }
}
