using System.Text;

namespace Cortex.Packages.NuGet.Projects;

/// <summary>The properties known so far. What MSBuild would compute otherwise is unknown, which is not the same as empty.</summary>
internal sealed class ProjectProperties
{
    private const int MaxValueLength = 4096;
    private readonly Dictionary<string, string> known = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> given = new(StringComparer.OrdinalIgnoreCase);

    public string? this[string name] => known.GetValueOrDefault(name);

    /// <summary>Sets a property that the project cannot change.</summary>
    public void Give(string name, string value)
    {
        known[name] = value;
        given.Add(name);
    }

    public void Set(string name, string? value)
    {
        if (given.Contains(name))
            return;
        if (value is null)
            known.Remove(name);
        else
            known[name] = value;
    }

    /// <summary>The text with its $(properties) replaced; null when one is unknown, a function, an item list or far too long.</summary>
    public string? Expand(string text)
    {
        if (text.Contains("@(", StringComparison.Ordinal) || text.Contains("%(", StringComparison.Ordinal))
            return null;
        var expanded = new StringBuilder();
        var from = 0;
        for (int start; (start = text.IndexOf("$(", from, StringComparison.Ordinal)) >= 0;)
        {
            var end = text.IndexOf(')', start);
            if (end < 0 || this[text[(start + 2)..end].Trim()] is not { } value || expanded.Length > MaxValueLength)
                return null;
            expanded.Append(text, from, start - from).Append(value);
            from = end + 1;
        }
        expanded.Append(text, from, text.Length - from);
        return expanded.Length > MaxValueLength ? null : expanded.ToString();
    }
}
