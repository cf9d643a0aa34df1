using System.Text.Json;
using Cortex.Contracts;
using Cortex.Messaging.Wire;

namespace Cortex.Messaging.Parking;

/// <summary>Why a message cannot be read: the bus drops it without a word, or with one of the library's.</summary>
internal static class UnreadMessage
{
    /// <summary>Null for one that can be.</summary>
    public static string? Reason(string endpoint, string type, string payload)
    {
        if (type == ParkFilter.Unknown)
            return $"What came to {endpoint} is no message of Cortex: {NoJson(payload) ?? "it lacks the envelope"}.";
        if (!MessageTypes.TryFind(type, out var contract))
            return $"No consumer at {endpoint} takes {type}, and this version knows no such contract.";
        try
        {
            JsonSerializer.Deserialize(payload, contract, CortexJson.Options);
            return null;
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
