using System.Text.Json;
using Cortex.Contracts;
using Cortex.Contracts.Findings;
using Cortex.Workers.Changes;

namespace Cortex.Security.Fixing.Working;

/// <summary>Changes that an earlier attempt finished, with their commits: its workspace is gone.</summary>
internal sealed record FixCheckpoint
{
    /// <summary>In the order in which they were made.</summary>
    public IReadOnlyList<FinishedFix> Finished { get; init; } = [];

    public string ToText() => JsonSerializer.Serialize(this, CortexJson.Options);

    public static FixCheckpoint Read(string? text) =>
        text is null ? new() : JsonSerializer.Deserialize<FixCheckpoint>(text, CortexJson.Options) ?? new();
}

/// <param name="Subject">The change as it is handed in, and what a reviewer is told of it.</param>
/// <param name="Bundle">Its branch as a git bundle; null where there is no branch.</param>
internal sealed record FinishedFix(ProposalSubject Subject, byte[]? Bundle)
{
    [System.Text.Json.Serialization.JsonIgnore]
    public Change Change => Subject.Change;

    /// <summary>Why findings stay, by their keys.</summary>
    public IReadOnlyDictionary<string, StaysOpen> Open { get; init; } = new Dictionary<string, StaysOpen>(StringComparer.Ordinal);
}
