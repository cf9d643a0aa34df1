using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cortex.Coordinator.Requests;

/// <summary>Whatever JSON object somebody published to <see cref="PlainRequestEndpoint.Name"/>; it is read again, strictly, from its own text.</summary>
internal sealed record PlainRequest
{
    [JsonExtensionData]
    public Dictionary<string, JsonElement> Members { get; init; } = [];
}
