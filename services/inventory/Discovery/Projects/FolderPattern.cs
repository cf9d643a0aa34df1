namespace Cortex.Inventory.Discovery.Projects;

/// <summary>Workspace patterns: '*' within a folder name, '**' for any number of folders.</summary>
internal static class FolderPattern
{
    public static bool Matches(string pattern, string folder) =>
        Matches(pattern.TrimEnd('/').Split('/').Where(p => p is not ("" or ".")).ToArray(), folder.Split('/', StringSplitOptions.RemoveEmptyEntries));

    private static bool Matches(ReadOnlySpan<string> pattern, ReadOnlySpan<string> folder)
    {
        if (pattern.Length > 32)
            return false;
        if (pattern.IsEmpty)
            return folder.IsEmpty;
        if (pattern[0] == "**")
            return Matches(pattern[1..], folder) || (!folder.IsEmpty && Matches(pattern, folder[1..]));
        return !folder.IsEmpty
            && System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(pattern[0], folder[0], ignoreCase: false)
            && Matches(pattern[1..], folder[1..]);
    }
}
