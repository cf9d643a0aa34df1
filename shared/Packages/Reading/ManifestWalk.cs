namespace Cortex.Packages.Reading;

/// <summary>Finds the manifests of a repository without following a link.</summary>
internal static class ManifestWalk
{
    private static readonly HashSet<string> Skipped = new(StringComparer.OrdinalIgnoreCase)
    {
        ".git", ".hg", ".svn", ".vs", ".idea", "bin", "obj",
        "node_modules", "bower_components", "jspm_packages", "vendor", ".yarn", ".pnpm-store", ".nuget",
    };

    private static readonly EnumerationOptions Options = new()
    {
        AttributesToSkip = FileAttributes.None,
        IgnoreInaccessible = false,
        ReturnSpecialDirectories = false,
    };

    public static IReadOnlyList<string> Find(RepositoryFiles tree, ScanResults results)
    {
        var manifests = new List<string>();
        var folders = new Stack<string>([""]);
        while (folders.TryPop(out var folder))
        {
            tree.Cancellation.ThrowIfCancellationRequested();
            try
            {
                foreach (var entry in new DirectoryInfo(tree.FullPath(folder)).EnumerateFileSystemInfos("*", Options))
                    Visit(entry, RepositoryPath.Below(folder, entry.Name));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                results.Unreadable(folder.Length == 0 ? "." : folder, null,
                    "The folder could not be listed; check that it may be read and that its name is UTF-8.");
            }
        }
        manifests.Sort(StringComparer.Ordinal);
        return manifests;

        void Visit(FileSystemInfo entry, string path)
        {
            if (RepositoryFiles.IsLink(entry))
                ReportLink(tree, entry, path, results);
            else if (entry is DirectoryInfo && !Skipped.Contains(entry.Name))
                folders.Push(path);
            else if (entry is FileInfo && ManifestReaders.For(path) is not null)
                manifests.Add(path);
        }
    }

    /// <summary>A manifest that is a link to a file of the repository is read where it stands; any other is reported.</summary>
    private static void ReportLink(RepositoryFiles tree, FileSystemInfo link, string path, ScanResults results)
    {
        if (link is not FileInfo || ManifestReaders.For(path) is null)
            return;
        if (RepositoryPath.Combine(RepositoryPath.Folder(path), link.LinkTarget ?? "/") is not { } target || !tree.Exists(target))
            results.Unreadable(path, null,
                "The file is a link out of the repository, to another link or to nothing; replace it by a file.");
    }
}
