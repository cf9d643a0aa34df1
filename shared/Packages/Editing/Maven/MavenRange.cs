using Cortex.Packages.Editing.Texts;
using Cortex.Packages.Maven;

namespace Cortex.Packages.Editing.Maven;

/// <summary>Versions and ranges as a pom writes them: https://maven.apache.org/pom.html#dependency-version-requirement-specification.</summary>
internal static class MavenRange
{
    /// <summary>The text that stands for the new version; null where none can be written.</summary>
    public static string? Raise(string text, string to)
    {
        if (text is "LATEST" or "RELEASE" || text.StartsWith("latest.", StringComparison.Ordinal))
            return text;
        if (text is not (['[' or '(', ..]))
            return MavenCoordinates.IsVersion(text) ? Later(text, to) ? to : text : null;
        if (text is ['[', .., ']'] && MavenCoordinates.Pinned(text) is { } pinned)
            return Later(pinned, to) ? text.Replace(pinned, to, StringComparison.Ordinal) : text;
        var at = text.LastIndexOfAny(['[', '(']);
        var last = text[at..];
        if (last.Split(',') is not [var low, var high] || high.TrimEnd() is not [.., ']' or ')'])
            return null;
        var (from, until) = (low[1..].Trim(), high.Trim()[..^1].Trim());
        if (until.Length == 0 || (Later(to, until) && until != to) || (until == to && high.TrimEnd().EndsWith(']')))
            return from.Length == 0 || !Later(to, from) ? text : null;
        var above = high.TrimEnd().EndsWith(']') ? to
            : from.Length == 0 ? ReleaseNumbers.Above(until, to) : ReleaseNumbers.Above(from, until, to);
        // A range that ends with a version is let go on; one that ends before one is moved, and is as wide as it was.
        var raised = from.Length == 0 || (high.TrimEnd().EndsWith(']') && !Later(to, from)) ? low : low.Replace(from, to, StringComparison.Ordinal);
        return $"{text[..at]}{raised},{high.Replace(until, above, StringComparison.Ordinal)}";
    }

    public static bool IsRange(string text) => text is ['[' or '(', ..] && MavenCoordinates.Pinned(text) is null;

    /// <summary>Whether the second version comes after the first.</summary>
    public static bool Later(string version, string other) => VersionOrder.Compare("maven", version, other) < 0;
}
