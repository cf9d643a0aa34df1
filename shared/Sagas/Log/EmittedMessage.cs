using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Cortex.Contracts;
using Cortex.Messaging;

namespace Cortex.Sagas.Log;

/// <summary>A message that an event made its machine emit, as the log keeps it.</summary>
public sealed record EmittedMessage
{
    public required Guid MessageId { get; init; }

    /// <summary>Full name of the contract.</summary>
    public required string Type { get; init; }
    public string? Service { get; init; }
    public DateTimeOffset? Due { get; init; }
    public string? DeadlineKey { get; init; }

    /// <summary>Of the payload, lower-case hex.</summary>
    public required string Sha256 { get; init; }

    internal static EmittedMessage Of(Outgoing outgoing) => new()
    {
        MessageId = outgoing.MessageId,
        Type = outgoing.Message.GetType().FullName!,
        Service = outgoing.Service,
        Due = outgoing.Due,
        DeadlineKey = outgoing.DeadlineKey,
        Sha256 = Hash(outgoing.Payload),
    };

    internal static string Write(IReadOnlyList<Outgoing> outgoing) =>
        outgoing.Count == 0 ? "[]" : JsonSerializer.Serialize(outgoing.Select(Of), CortexJson.Options);

    internal static IReadOnlyList<EmittedMessage> Read(string json) =>
        json == "[]" ? [] : JsonSerializer.Deserialize<List<EmittedMessage>>(json, CortexJson.Options)!;

    internal static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
