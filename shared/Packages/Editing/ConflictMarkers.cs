using Cortex.Packages.Reading;

namespace Cortex.Packages.Editing;

/// <summary>What git leaves in a file that two branches changed.</summary>
internal static class ConflictMarkers
{
    /// <exception cref="UnreadableException">The text has some.</exception>
    public static void Refuse(string text)
    {
        var line = 1;
        for (var at = 0; at < text.Length; line++)
        {
            var rest = text.AsSpan(at);
            if (rest.StartsWith("<<<<<<< ", StringComparison.Ordinal) || rest.StartsWith(">>>>>>> ", StringComparison.Ordinal))
                throw new UnreadableException("The file has merge conflict markers; resolve the conflict first.", line);
            var end = rest.IndexOf('\n');
            at = end < 0 ? text.Length : at + end + 1;
        }
    }
}
