using Cortex.Documents.Yaml;

namespace Cortex.Security.Kubernetes.Manifests;

/// <summary>Text that may be Kubernetes manifests.</summary>
internal static class ManifestText
{
    private const int MostParts = 200;

    /// <summary>A quick look at bytes: both words that every resource has.</summary>
    public static bool MayBe(ReadOnlySpan<byte> text) =>
        (text.IndexOf("apiVersion"u8) >= 0 && text.IndexOf("kind"u8) >= 0)
        // UTF-16 is looked at when it is read.
        || text is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] or [_, 0, ..] or [0, _, ..];

    /// <summary>Whether text that is no YAML was meant to be resources: lines that begin with both keys.</summary>
    public static bool Claims(string text)
    {
        var (version, kind) = (false, false);
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var key = line.TrimStart(" \t-{\"'");
            version |= key.StartsWith("apiVersion", StringComparison.Ordinal);
            kind |= key.StartsWith("kind", StringComparison.Ordinal);
        }

        return version && kind;
    }

    public static bool IsTemplate(string text) => text.Contains("{{", StringComparison.Ordinal) && text.Contains("}}", StringComparison.Ordinal);

    /// <exception cref="YamlTextException">The text is not YAML or JSON.</exception>
    public static IReadOnlyList<YamlValue> Parse(string text, bool isJson) => isJson ? [JsonText.Parse(text)] : YamlText.Parse(text);

    /// <summary>The documents of a broken file that are whole, with their lines.</summary>
    public static IEnumerable<YamlValue> WholeDocuments(string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var starts = Enumerable.Range(0, lines.Length).Where(i => i == 0 || IsSeparator(lines[i])).Take(MostParts).ToList();
        for (var part = 0; part < starts.Count; part++)
        {
            var end = part + 1 < starts.Count ? starts[part + 1] : lines.Length;
            foreach (var document in Try(new string('\n', starts[part]) + string.Join('\n', lines[starts[part]..end])))
                yield return document;
        }
    }

    private static bool IsSeparator(string line) => line.StartsWith("---", StringComparison.Ordinal) && (line.Length == 3 || line[3] is ' ' or '\t');

    private static IReadOnlyList<YamlValue> Try(string part)
    {
        try
        {
            return YamlText.Parse(part);
        }
        catch (YamlTextException)
        {
            return [];
        }
    }
}
