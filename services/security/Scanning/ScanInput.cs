using System.Text.Json;
using Cortex.Contracts;
using Cortex.Security.Scanning.Parts;

namespace Cortex.Security.Scanning;

/// <summary>What the planner tells a scan-worker.</summary>
internal sealed record ScanInput
{
    /// <summary>Identities by target name, where the target alone does not tell.</summary>
    public IReadOnlyDictionary<string, string> Identities { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>By target name, the part of a repository that several workers share.</summary>
    public IReadOnlyDictionary<string, ScanPart> Parts { get; init; } = new Dictionary<string, ScanPart>(StringComparer.Ordinal);

    /// <summary>Whether secrets are looked for in all commits.</summary>
    public bool History { get; init; }

    public static ScanInput Read(string? input) =>
        string.IsNullOrEmpty(input) ? new() : JsonSerializer.Deserialize<ScanInput>(input, CortexJson.Options) ?? new();
}
