using System.Text.Json;
using Cortex.Contracts;
using Cortex.Security.Fixing.Configuration;
using Cortex.Security.Fixing.Deciding;

namespace Cortex.Security.Fixing.Working;

/// <summary>What a fix-worker is given: the fixes of one repository, in the order in which to make them.</summary>
internal sealed record FixInput
{
    /// <summary>The repository in keys of findings and changes.</summary>
    public required string Identity { get; init; }

    /// <summary>True when nothing may be changed: the master then refuses.</summary>
    public bool DryRun { get; init; }

    public required IReadOnlyList<Fix> Fixes { get; init; }

    /// <summary>Made after the upgrades.</summary>
    public IReadOnlyList<ConfigurationFix> Configuration { get; init; } = [];

    /// <summary>Keys of misconfigurations that are left to the next run.</summary>
    public IReadOnlyList<string> LeftToNextRun { get; init; } = [];

    /// <summary>Of the same repository, for those who read the changes.</summary>
    public IReadOnlyList<OpenFinding> Open { get; init; } = [];

    public string ToText() => JsonSerializer.Serialize(this, CortexJson.Options);

    /// <summary>Null when it is none.</summary>
    public static FixInput? Read(string? input)
    {
        try
        {
            return string.IsNullOrEmpty(input) ? null : JsonSerializer.Deserialize<FixInput>(input, CortexJson.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
