using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cortex.Workers.Launching;

/// <summary>How to find a local attempt again. <see cref="Start"/> is 0 where there is no /proc.</summary>
public sealed record LocalProcessHandle(
    [property: JsonPropertyName("pid")] int Id,
    [property: JsonPropertyName("start")] long Start,
    [property: JsonPropertyName("workspace")] string Workspace,
    [property: JsonPropertyName("errors")] string Errors)
{
    public string ToText() => JsonSerializer.Serialize(this);

    public static LocalProcessHandle? Parse(string? text) => text is null ? null : JsonSerializer.Deserialize<LocalProcessHandle>(text);

    /// <summary>The very process that was started, while it runs.</summary>
    [JsonIgnore]
    public bool Runs => ProcessTable.Find(Id) is { IsZombie: false } process && process.Start == Start;
}
