using Cortex.Packages.Reading;

namespace Cortex.Packages.Editing.Texts;

/// <summary>Finds files that belong to what is edited; links are not followed.</summary>
internal static class RepositoryListing
{
    private const int MaxFiles = 10_000;

    private static readonly HashSet<string> Skipped = new(StringComparer.OrdinalIgnoreCase)
    {
        ".git", ".hg", ".svn", ".gradle", ".idea", ".vs", ".venv", "venv", "bin", "obj", "build", "target", "node_modules", "vendor", "_build", "deps",
    };

    private static readonly EnumerationOptions Options = new() { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = true };

    /// <summary>The files of one folder, in ordinal order.</summary>
    public static IReadOnlyList<string> In(RepositoryFiles tree, string folder, Func<string, bool> wanted)
    {
        var directory = new DirectoryInfo(tree.FullPath(folder));
        if (!directory.Exists)
            return [];
        return [.. directory.EnumerateFiles("*", Options)
            .Where(file => !RepositoryFiles.IsLink(file))
            .Select(file => RepositoryPath.Below(folder, file.Name))
            .Where(wanted)
            .Order(StringComparer.Ordinal)];
    }

    /// <summary>The files of a folder and of those below it, in ordinal order.</summary>
    public static IReadOnlyList<string> Below(RepositoryFiles tree, string folder, Func<string, bool> wanted)
    {
        var found = new List<string>();
        var folders = new Stack<string>([folder]);
        while (folders.TryPop(out var at) && found.Count < MaxFiles)
        {
            tree.Cancellation.ThrowIfCancellationRequested();
            found.AddRange(In(tree, at, wanted));
            var directory = new DirectoryInfo(tree.FullPath(at));
            if (!directory.Exists)
                continue;
            foreach (var inner in directory.EnumerateDirectories("*", Options))
            {
                if (!RepositoryFiles.IsLink(inner) && !Skipped.Contains(inner.Name))
                    folders.Push(RepositoryPath.Below(at, inner.Name));
            }
        }
        found.Sort(StringComparer.Ordinal);
        return found;
    }
}
