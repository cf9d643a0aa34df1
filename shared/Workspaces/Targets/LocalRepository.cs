namespace Cortex.Workspaces.Targets;

/// <summary>Where a repository is, found by looking at files: nothing of it is executed or believed.</summary>
public static class LocalRepository
{
    /// <summary>The folder is the root of a working tree, or a bare repository.</summary>
    public static bool IsRoot(string folder) => Path.Exists(Path.Combine(folder, ".git")) || IsBare(folder);

    public static bool IsBare(string folder) =>
        File.Exists(Path.Combine(folder, "HEAD")) && Directory.Exists(Path.Combine(folder, "objects")) && Directory.Exists(Path.Combine(folder, "refs"));

    /// <summary>The repository around a folder; null when there is none.</summary>
    public static string? RootAround(string folder)
    {
        for (var parent = Path.GetDirectoryName(folder); parent is not null; parent = Path.GetDirectoryName(parent))
            if (IsRoot(parent))
                return parent;
        return null;
    }

    /// <summary>Repositories directly below; links are not followed.</summary>
    public static IReadOnlyList<string> Below(string folder) =>
        [.. Directory.EnumerateDirectories(folder).Where(child => new DirectoryInfo(child).LinkTarget is null && IsRoot(child)).Order(StringComparer.Ordinal)];
}
