using System.Text.Json;

namespace Cortex.Security.Suppressions;

/// <summary>How a baseline is written.</summary>
public static class BaselineFile
{
    internal const string Schema = "cortex.baseline/1";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>The text of <c>.cortex/baseline.json</c> with which findings of these fingerprints are passed over.</summary>
    public static string Text(IEnumerable<string> fingerprints) => JsonSerializer.Serialize(
        new { schema = Schema, fingerprints = fingerprints.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal) },
        Indented) + "\n";
}
