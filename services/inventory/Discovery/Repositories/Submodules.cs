using Cortex.Contracts.Findings;
using Cortex.Documents.Files;

namespace Cortex.Inventory.Discovery.Repositories;

/// <summary>Submodules are repositories of their own and are not fetched.</summary>
internal static class Submodules
{
    /// <summary>Their paths.</summary>
    public static IReadOnlyList<string> Discover(SourceTree tree, ScanRecord record)
    {
        if (tree.Find(".gitmodules") is not { } file || tree.Text(file) is not { } text)
            return [];
        var paths = new List<string>();
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].Split('=', 2, StringSplitOptions.TrimEntries) is not ["path", { Length: > 0 } path])
                continue;
            paths.Add(path);
            record.Unreadable(path, null, "submodule-not-included",
                $"A submodule (.gitmodules, line {i + 1}) is a repository of its own and was not looked at; name it as a target too.", Severity.Info);
        }

        paths.Sort(StringComparer.Ordinal);
        return paths;
    }
}
