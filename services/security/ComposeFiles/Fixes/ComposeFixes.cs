using Cortex.Security.Fixing.Configuration;

namespace Cortex.Security.ComposeFiles.Fixes;

/// <summary>Fixes what has exactly one safe answer whatever the service is. Only the line that must change does; nothing is written.</summary>
internal static class ComposeFixes
{
    private static readonly string[] Written = ["no-new-privileges:false", "no-new-privileges=false", "no-new-privileges: false"];

    /// <summary>The rules that have one.</summary>
    public static IReadOnlyCollection<string> Rules { get; } = ["compose/new-privileges"];

    /// <param name="text">The whole file.</param>
    /// <param name="rule">What was found.</param>
    /// <param name="line">Where it was found.</param>
    /// <returns>The whole file without it; null when there is no safe answer for it there.</returns>
    public static string? Fix(string text, string rule, int line)
    {
        if (!Rules.Contains(rule, StringComparer.Ordinal) || LineEdit.Of(text) is not { } edit || edit.Line(line) is not { } content)
            return null;
        var old = Array.Find(Written, one => content.Contains(one, StringComparison.Ordinal));
        return old is null ? null : edit.Replace((line, content.IndexOf(old, StringComparison.Ordinal)), old, old.Replace("false", "true", StringComparison.Ordinal));
    }
}
