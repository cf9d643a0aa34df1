using System.Text.Json;
using Cortex.Documents.Files;
using Cortex.Security.Scanning;

namespace Cortex.Security.Suppressions;

/// <summary>
/// Findings that were there when a team began to look: <c>.cortex/baseline.json</c>, { "schema": "cortex.baseline/1", "fingerprints": [ … ] }. What is in it is
/// not reported again. It holds nothing that a password could be told from, see <see cref="Fingerprints"/>.
/// </summary>
internal sealed class Baseline
{
    public const string Path = ".cortex/baseline.json";
    public const string Schema = BaselineFile.Schema;

    private readonly HashSet<string> _fingerprints = new(StringComparer.OrdinalIgnoreCase);

    private Baseline()
    {
    }

    public static Baseline None { get; } = new();

    public int Count => _fingerprints.Count;

    public bool Has(Detection detection) => Has(Fingerprints.Of(detection));

    public bool Has(string fingerprint) => _fingerprints.Contains(fingerprint);

    /// <summary>The baseline's text, with which all of these are not reported again.</summary>
    public static string Text(IEnumerable<Detection> detections) => BaselineFile.Text(detections.Select(Fingerprints.Of));

    /// <summary>Nothing where there is no such file.</summary>
    public static Baseline Read(SourceTree tree, IReadProblems problems) =>
        tree.Find(Path) is { } file && tree.Text(file) is { } text ? Parse(text, problems) : None;

    public static Baseline Parse(string text, IReadProblems problems)
    {
        var baseline = new Baseline();
        try
        {
            using var document = JsonDocument.Parse(text);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("schema", out var schema) || schema.ValueKind != JsonValueKind.String || schema.GetString() != Schema
                || !root.TryGetProperty("fingerprints", out var list) || list.ValueKind != JsonValueKind.Array)
            {
                problems.Unreadable(Path, null, "unreadable-baseline", $"The file has no 'schema' of \"{Schema}\" with 'fingerprints' and is not heeded; write it anew.");
                return None;
            }

            foreach (var fingerprint in list.EnumerateArray().Where(f => f.ValueKind == JsonValueKind.String))
                baseline._fingerprints.Add(fingerprint.GetString()!);
            return baseline;
        }
        catch (JsonException e)
        {
            problems.Unreadable(Path, (int?)e.LineNumber + 1, "unreadable-baseline", "The file is no JSON and is not heeded; write it anew.");
            return None;
        }
    }
}
