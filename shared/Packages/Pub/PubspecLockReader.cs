using Cortex.Packages.Reading;

namespace Cortex.Packages.Pub;

/// <summary>Lists what pub pinned. Whether only development leads to a transitive package, the file does not say.</summary>
internal sealed class PubspecLockReader : IManifestReader
{
    public bool Reads(string relativePath) => RepositoryPath.Name(relativePath) == PubspecLock.FileName;

    public void Read(RepositoryFiles tree, string path, ScanResults results)
    {
        var packages = new FilePackages("pub", path);
        foreach (var entry in PubspecLock.Parse(tree, path).Entries)
        {
            if (!PubName.IsValid(entry.Name))
            {
                results.Unreadable(path, entry.Line, PubName.Complaint(entry.Name));
                continue;
            }
            var version = entry.Version is { } written && PubVersion.IsVersion(written) ? written : null;
            if (version is null && entry.Version is not null)
                results.Unreadable(path, entry.Line, $"{Display.Quote(entry.Version)} is no version of {entry.Name}, which is listed without one; run dart pub get.");
            packages.Add(entry.Name, version, entry.Line, entry.Direct, entry.Scope);
        }
        packages.AddTo(results);
    }
}
