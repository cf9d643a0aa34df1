using Cortex.Packages.Reading;

namespace Cortex.Packages.Npm.Pnpm;

/// <summary>Lists what a pnpm-lock.yaml pins. What the repository links to is its own and no package.</summary>
internal sealed class PnpmLockReader : IManifestReader
{
    public const string FileName = "pnpm-lock.yaml";

    public bool Reads(string relativePath) => RepositoryPath.Name(relativePath) == FileName;

    public void Read(RepositoryFiles tree, string path, ScanResults results)
    {
        var file = Parse(tree, path);
        var graph = new LockGraph("npm", path, tree.Limits);
        var listed = new Dictionary<PnpmPackage, LockedPackage>();
        foreach (var package in file.Packages)
        {
            if (List(package) is { } locked)
                listed[package] = locked;
        }
        foreach (var (package, locked) in listed)
            Connect(locked, package.References);
        foreach (var (key, _, references) in file.Snapshots)
        {
            if (file.ByKey(key) is { } package && listed.TryGetValue(package, out var locked))
                Connect(locked, references);
        }
        foreach (var (folder, references) in file.Importers)
        {
            foreach (var reference in references)
            {
                if (file.Find(reference) is not { } asked || !listed.TryGetValue(asked, out var locked))
                    continue;
                LockGraph.Ask(locked, reference.Scope);
                LockGraph.AskFrom(RepositoryPath.Below(RepositoryPath.Folder(path), folder), locked);
            }
        }
        graph.AddTo(results);

        LockedPackage? List(PnpmPackage package)
        {
            var (name, version) = PnpmKey.Read(package.Key, file.Version);
            name = package.Name ?? name;
            version = package.Version ?? (file.Version < PnpmLock.SnapshotsVersion || IsRegistry(version) ? version : null);
            // Neither registry nor git gave it a name: a URL, whose name and version the file does not say.
            if (name is null || (version is null && file.Version < PnpmLock.SnapshotsVersion))
                return null;
            if (NpmName.IsValid(name))
            {
                return graph.Add(
                    name, NpmVersion.Pinned(version, name, package.Line, path, results), package.Line,
                    file.Version < PnpmLock.SnapshotsVersion ? package.Scope : null);
            }
            results.Unreadable(path, package.Line, NpmName.Complaint(name));
            return null;
        }

        void Connect(LockedPackage by, List<PnpmReference> references)
        {
            foreach (var reference in references)
            {
                if (file.Find(reference) is { } found && listed.TryGetValue(found, out var needed))
                    LockGraph.Need(by, needed, reference.Scope);
            }
        }
    }

    public static PnpmLock Parse(RepositoryFiles tree, string path) =>
        tree.Parsed(path, bytes => PnpmLockParser.Parse(bytes, tree.Limits, tree.Cancellation));

    private static bool IsRegistry(string? version) => version?.Contains(':', StringComparison.Ordinal) == false;
}
