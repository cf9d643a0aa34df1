using Cortex.Packages.Pypi.Requirements;

namespace Cortex.Packages.Editing.Pypi;

/// <summary>The entries of a requirements file with their places: https://pip.pypa.io/en/stable/reference/requirements-file-format/.</summary>
internal static class RequirementsText
{
    /// <summary>The text with its joined lines made one: same length, so that places stay.</summary>
    public static string Joined(string text)
    {
        if (!text.Contains('\\', StringComparison.Ordinal))
            return text;
        var joined = text.ToCharArray();
        for (var at = 0; at < joined.Length; at++)
        {
            if (joined[at] != '\\')
                continue;
            var end = at + 1;
            if (end < joined.Length && joined[end] == '\r')
                end++;
            if (end < joined.Length && joined[end] == '\n' && !IsComment(text, at))
                joined.AsSpan(at..(end + 1)).Fill(' ');
        }
        return new(joined);
    }

    /// <summary>Each entry without its comment; <paramref name="joined"/> is what <see cref="Joined"/> gave.</summary>
    public static IEnumerable<RequirementsEntry> Entries(string joined)
    {
        for (var start = 0; start < joined.Length;)
        {
            var next = joined.IndexOf('\n', start) is >= 0 and var line ? line + 1 : joined.Length;
            var end = next;
            for (var hash = joined.IndexOf('#', start, end - start); hash >= 0; hash = joined.IndexOf('#', hash + 1, end - hash - 1))
            {
                if (hash == start || char.IsWhiteSpace(joined[hash - 1]))
                {
                    end = hash;
                    break;
                }
            }
            var (from, to) = (start, end);
            while (from < to && char.IsWhiteSpace(joined[from]))
                from++;
            while (to > from && char.IsWhiteSpace(joined[to - 1]))
                to--;
            if (to > from)
                yield return new(from, to, new(joined[from..to], 0, []));
            start = next;
        }
    }

    private static bool IsComment(string text, int at)
    {
        var start = at == 0 ? 0 : text.LastIndexOf('\n', at - 1) + 1;
        return text.AsSpan(start..at).TrimStart().StartsWith("#");
    }
}

/// <param name="Start">Where its text starts.</param>
/// <param name="End">Where its text ends, options such as hashes included.</param>
/// <param name="Line">As the reader of such files has it.</param>
internal sealed record RequirementsEntry(int Start, int End, RequirementsLine Line)
{
    public bool HasHashes => Line.Text.Contains("--hash", StringComparison.Ordinal);

    /// <summary>Where the requirement itself ends.</summary>
    public int RequirementEnd => Start + Line.Requirement.Length;
}
