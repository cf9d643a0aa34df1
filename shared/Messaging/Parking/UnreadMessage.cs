using System.Text.Json;
using Cortex.Contracts;
using Cortex.Messaging.Wire;

namespace Cortex.Messaging.Parking;

/// <summary>Why nobody at an endpoint took a message: the bus drops what it cannot read without a word.</summary>
internal static class UnreadMessage
{
    public static string Reason(string endpoint, string type, string payload)
    {
        if (type == ParkFilter.Unknown)
            return $"What came to {endpoint} is no message of Cortex: {NoJson(payload) ?? "it lacks the envelope"}.";
        if (!MessageTypes.TryFind(type, out var contract))
            return $"No consumer at {endpoint} takes {type}, and this version knows no such contract.";
        try
        {
            JsonSerializer.Deserialize(payload, contract, CortexJson.Options);
            return $"No consumer at {endpoint} takes {contract.Name}.";
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            return $"{contract.Name} cannot be read: {e.Message}";
        }
    }

    private static string? NoJson(string payload)
    {
        try
        {
            using var json = JsonDocument.Parse(payload);
            return null;
        }
        catch (JsonException e)
        {
            return $"it is no JSON ({e.Message.TrimEnd('.')})";
        }
    }
}
