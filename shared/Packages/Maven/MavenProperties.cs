namespace Cortex.Packages.Maven;

/// <summary>The properties of a project: what stands in place of "${name}".</summary>
internal sealed class MavenProperties
{
    private const int MaxLength = 4096;
    private const int MaxNesting = 16;

    private readonly Dictionary<string, string> values = new(StringComparer.Ordinal);

    /// <summary>The first value stays: a project's own comes before its parent's.</summary>
    public void Add(string name, string value) => values.TryAdd(name, value);

    public void Set(string name, string value) => values[name] = value;

    /// <summary>The text with its properties; those that are not known stay as they are written.</summary>
    public string Resolve(string text) => Resolve(text, MaxNesting);

    public static bool IsResolved(string text) => !text.Contains("${", StringComparison.Ordinal);

    private string Resolve(string text, int nesting)
    {
        if (nesting == 0 || IsResolved(text))
            return text;
        var resolved = new System.Text.StringBuilder();
        var at = 0;
        while (at < text.Length && resolved.Length < MaxLength)
        {
            var start = text.IndexOf("${", at, StringComparison.Ordinal);
            var end = start < 0 ? -1 : text.IndexOf('}', start);
            if (end < 0)
                break;
            resolved.Append(text, at, start - at);
            var name = text[(start + 2)..end];
            resolved.Append(values.TryGetValue(name, out var value) ? Resolve(value, nesting - 1) : text[start..(end + 1)]);
            at = end + 1;
        }
        resolved.Append(text, at, text.Length - at);
        return resolved.Length > MaxLength ? "${}" : resolved.ToString();
    }
}
