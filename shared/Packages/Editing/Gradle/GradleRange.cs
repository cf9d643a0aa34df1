using Cortex.Packages.Editing.Maven;
using Cortex.Packages.Editing.Texts;

namespace Cortex.Packages.Editing.Gradle;

/// <summary>Versions as Gradle writes them: https://docs.gradle.org/current/userguide/dependency_versions.html.</summary>
internal static class GradleRange
{
    /// <summary>The text that stands for the new version; null where none can be written.</summary>
    public static string? Raise(string text, string to)
    {
        if (text.EndsWith("!!", StringComparison.Ordinal))
            return Raise(text[..^2], to) is { } strict ? strict + "!!" : null;
        if (text == "+")
            return text;
        if (text.EndsWith(".+", StringComparison.Ordinal))
        {
            var count = ReleaseNumbers.Of(text[..^2]).Count;
            var raised = ReleaseNumbers.OfLength(to, count) + ".+";
            return count == 0 ? null : MavenRange.Later(text[..^2], ReleaseNumbers.OfLength(to, count)) ? raised : text;
        }
        // "[1,2[" is "[1,2)".
        if (text is ['[' or '(' or ']', .., '['])
            return MavenRange.Raise((text[0] == ']' ? "(" : text[..1]) + text[1..^1] + ")", to) is { } range ? text[..1] + range[1..^1] + "[" : null;
        return MavenRange.Raise(text, to);
    }

    public static bool IsRange(string text) => text.EndsWith('+') || text.Contains(',', StringComparison.Ordinal);
}
