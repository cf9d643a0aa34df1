using System.IO.Enumeration;

namespace Cortex.Documents.Files;

/// <summary>Workspace patterns: '*' within a folder name, '**' for any number of folders.</summary>
public static class FolderPattern
{
    private const int MaxParts = 32;

    public static bool Matches(string pattern, string folder)
    {
        var parts = pattern.TrimEnd('/').Split('/').Where(p => p is not ("" or ".")).ToArray();
        return parts.Length <= MaxParts && Matches(parts, folder.Split('/', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>Whether the first patterns say that the folder is a member, and none that starts with '!' takes it out.</summary>
    public static bool Matches(IReadOnlyCollection<string> patterns, string folder) =>
        patterns.Any(p => !p.StartsWith('!') && Matches(p, folder)) && !patterns.Any(p => p.StartsWith('!') && Matches(p[1..], folder));

    /// <summary>Part by part, keeping every number of folder names that the parts so far can stand for: backtracking would be exponential.</summary>
    private static bool Matches(string[] parts, string[] names)
    {
        var reached = new bool[names.Length + 1];
        reached[0] = true;
        foreach (var part in parts)
        {
            var next = new bool[names.Length + 1];
            for (var i = 0; i <= names.Length; i++)
            {
                if (part == "**")
                    next[i] = reached[i] || (i > 0 && next[i - 1]);
                else
                    next[i] = i > 0 && reached[i - 1] && FileSystemName.MatchesSimpleExpression(part, names[i - 1], ignoreCase: false);
            }

            reached = next;
        }

        return reached[^1];
    }
}
