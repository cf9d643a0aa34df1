using Cortex.Packages.Reading;

namespace Cortex.Packages.NuGet;

internal sealed class PackagesLockReader : IManifestReader
{
    public bool Reads(string relativePath) => IsLock(RepositoryPath.Name(relativePath));

    public void Read(RepositoryFiles tree, string path, ScanResults results)
    {
        var packages = new NuGetPackages(path, results, tree.Limits);
        var entries = PackagesLock.Parse(tree, path).Entries;
        foreach (var entry in entries)
            packages.Add(entry.Name, entry.Version, entry.Line, entry.Direct, framework: entry.Framework);
        foreach (var entry in entries)
        {
            foreach (var name in entry.Needs)
                packages.Need(entry.Name, name, entry.Framework);
        }
        packages.AddToResults();
    }

    /// <summary>The lockfile of a project: its own by name, or the one of its folder. Null when there is none to trust.</summary>
    public static PackagesLock? Of(RepositoryFiles tree, string projectPath)
    {
        var folder = RepositoryPath.Folder(projectPath);
        var project = Path.GetFileNameWithoutExtension(RepositoryPath.Name(projectPath)).Replace(' ', '_');
        foreach (var name in new[] { $"packages.{project}.lock.json", "packages.lock.json" })
        {
            var path = RepositoryPath.Below(folder, name);
            try
            {
                if (tree.Exists(path))
                    return PackagesLock.Parse(tree, path);
            }
            catch (UnreadableException)
            {
                // Its own reader reports it.
                return null;
            }
        }
        return null;
    }

    private static bool IsLock(string name) =>
        name == "packages.lock.json"
        || (name.StartsWith("packages.", StringComparison.Ordinal) && name.EndsWith(".lock.json", StringComparison.Ordinal));
}
