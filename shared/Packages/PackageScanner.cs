using Cortex.Packages.Reading;

namespace Cortex.Packages;

/// <summary>Reads the package manifests and lockfiles of a repository. Nothing of the repository is executed.</summary>
public static class PackageScanner
{
    /// <summary>Reads every manifest under <paramref name="root"/>, except in folders of build output and of vendored code.</summary>
    /// <param name="root">The folder of a repository.</param>
    /// <param name="limits">What one scan may cost.</param>
    /// <param name="need">Is told before a file is looked for that manifests name, where the folder has only the manifests; it brings the file if there is one.</param>
    /// <param name="ct">Stops it.</param>
    /// <exception cref="DirectoryNotFoundException"><paramref name="root"/> is no folder.</exception>
    public static PackageScan Scan(string root, ReadLimits? limits = null, Action<string>? need = null, CancellationToken ct = default)
    {
        var (tree, results) = Open(root, limits, ct, need);
        foreach (var path in ManifestWalk.Find(tree, results))
            Read(tree, path, results);
        return results.ToScan();
    }

    /// <summary>Reads one manifest, as <see cref="Scan"/> would.</summary>
    /// <exception cref="DirectoryNotFoundException"><paramref name="root"/> is no folder.</exception>
    public static PackageScan ReadFile(
        string root, string relativePath, ReadLimits? limits = null, CancellationToken ct = default)
    {
        var (tree, results) = Open(root, limits, ct);
        if (RepositoryPath.Combine("", relativePath) is not { Length: > 0 } path)
            results.Unreadable(relativePath, null, "The path leaves the repository; give a path inside it.");
        else if (!IsManifest(path))
            results.Unreadable(path, null, "No reader knows a file of this name; give a manifest or a lockfile.");
        else
            Read(tree, path, results);
        return results.ToScan();
    }

    /// <summary>Whether a file of that name would be read; its folder is not judged.</summary>
    public static bool IsManifest(string relativePath) => ManifestReaders.For(relativePath) is not null;

    private static (RepositoryFiles Tree, ScanResults Results) Open(string root, ReadLimits? limits, CancellationToken ct, Action<string>? need = null)
    {
        if (!Directory.Exists(root))
            throw new DirectoryNotFoundException($"'{root}' is not a folder; give the folder of a repository.");
        limits ??= ReadLimits.Default;
        return (new RepositoryFiles(Path.GetFullPath(root), limits, ct, need), new ScanResults(limits));
    }

    private static void Read(RepositoryFiles tree, string path, ScanResults results)
    {
        tree.Cancellation.ThrowIfCancellationRequested();
        try
        {
            ManifestReaders.For(path)!.Read(tree, path, results);
        }
        catch (UnreadableException e)
        {
            results.Unreadable(path, e.Line, e.Message);
        }
    }
}
