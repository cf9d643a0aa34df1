using Cortex.Packages.Reading;

namespace Cortex.Packages.Composer;

/// <summary>Lists what Composer pinned, with versions as written: "v1.2.3" and "dev-main" are such.</summary>
internal sealed class ComposerLockReader : IManifestReader
{
    public bool Reads(string relativePath) => RepositoryPath.Name(relativePath) == ComposerLock.FileName;

    public void Read(RepositoryFiles tree, string path, ScanResults results)
    {
        var file = ComposerLock.Parse(tree, path);
        var graph = new LockGraph("composer", path, tree.Limits);
        var byName = new Dictionary<string, LockedPackage>(StringComparer.OrdinalIgnoreCase);
        var listed = new List<(ComposerLockEntry Entry, LockedPackage Package)>();
        foreach (var entry in file.Entries)
        {
            if (!ComposerName.IsValid(entry.Name))
            {
                results.Unreadable(path, entry.Line, ComposerName.Complaint(entry.Name));
                continue;
            }
            var version = entry.Version is { } written && ComposerVersion.IsVersion(written) ? written : null;
            if (version is null && entry.Version is not null)
                results.Unreadable(path, entry.Line, $"{Display.Quote(entry.Version)} is no version of {entry.Name}, which is listed without one; run composer update.");
            var package = graph.Add(entry.Name, version, entry.Line, entry.Scope);
            byName.TryAdd(entry.Name, package);
            listed.Add((entry, package));
        }
        foreach (var (entry, package) in listed)
        {
            foreach (var name in entry.Needs)
            {
                if (byName.TryGetValue(name, out var needed))
                    LockGraph.Need(package, needed);
            }
        }
        var manifest = RepositoryPath.Below(RepositoryPath.Folder(path), ComposerJson.FileName);
        graph.AskFor(Neighbour.TryParse(tree, manifest, ComposerJson.Parse), byName.GetValueOrDefault);
        graph.AddTo(results);
    }
}
