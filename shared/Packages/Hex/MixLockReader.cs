using Cortex.Packages.Reading;

namespace Cortex.Packages.Hex;

/// <summary>Lists what Mix pinned; what comes from git has no version.</summary>
internal sealed class MixLockReader : IManifestReader
{
    public bool Reads(string relativePath) => RepositoryPath.Name(relativePath) == MixLock.FileName;

    public void Read(RepositoryFiles tree, string path, ScanResults results)
    {
        var file = MixLock.Parse(tree, path);
        foreach (var line in file.Broken)
            results.Unreadable(path, line, "The line is no entry of a mix.lock and is passed over; run mix deps.get.");
        var graph = new LockGraph("hex", path, tree.Limits);
        var byApplication = new Dictionary<string, LockedPackage>(StringComparer.Ordinal);
        var listed = new List<(MixLockEntry Entry, LockedPackage Package)>();
        foreach (var entry in file.Entries)
        {
            if (!HexName.IsValid(entry.Name))
            {
                results.Unreadable(path, entry.Line, HexName.Complaint(entry.Name));
                continue;
            }
            var version = entry.Version is { } written && HexVersion.IsVersion(written) ? written : null;
            if (version is null && entry.Version is not null)
                results.Unreadable(path, entry.Line, $"{Display.Quote(entry.Version)} is no version of {entry.Name}, which is listed without one; run mix deps.get.");
            var package = graph.Add(entry.Name, version, entry.Line);
            byApplication.TryAdd(entry.Application, package);
            listed.Add((entry, package));
        }
        foreach (var (entry, package) in listed)
        {
            foreach (var (application, optional) in entry.Needs)
            {
                if (byApplication.TryGetValue(application, out var needed))
                    LockGraph.Need(package, needed, optional ? PackageScope.Optional : PackageScope.Runtime);
            }
        }
        var manifest = RepositoryPath.Below(RepositoryPath.Folder(path), MixExs.FileName);
        graph.AskFor(Neighbour.TryParse(tree, manifest, MixExs.Parse), byApplication.GetValueOrDefault);
        graph.AddTo(results);
    }
}
