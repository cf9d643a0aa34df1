using Cortex.Packages.Reading;

namespace Cortex.Packages.Pypi.Pipenv;

/// <summary>Lists what a Pipfile.lock pins; what the Pipfile beside it names is direct.</summary>
internal sealed class PipfileLockReader : IManifestReader
{
    public const string FileName = "Pipfile.lock";

    public bool Reads(string relativePath) => RepositoryPath.Name(relativePath) == FileName;

    public void Read(RepositoryFiles tree, string path, ScanResults results)
    {
        var file = PipfileLock.Parse(tree, path);
        var asked = Pipfile.TryParse(tree, RepositoryPath.Below(RepositoryPath.Folder(path), Pipfile.FileName))?.Names;
        var packages = new PypiPackages(path, results, tree.Limits);
        foreach (var entry in file.Entries)
        {
            if (entry.Version is null)
                continue;
            if (PypiRequirement.Pinned(entry.Version) is not { } version)
                results.Unreadable(path, entry.Line,
                    $"{Display.Quote(entry.Version)} pins no version of {Display.Quote(entry.Name)}, which is left out; write the lockfile anew.");
            else
                packages.Add(entry.Name, version, entry.Line, asked?.Contains(PypiName.Normalize(entry.Name)) ?? true, entry.Scope);
        }
        packages.AddToResults();
    }
}
