using Cortex.Packages.Reading;

namespace Cortex.Packages.Pypi.Pipenv;

/// <summary>Lists what a Pipfile asks for and no Pipfile.lock beside it pins.</summary>
internal sealed class PipfileReader : IManifestReader
{
    public bool Reads(string relativePath) => RepositoryPath.Name(relativePath) == Pipfile.FileName;

    public void Read(RepositoryFiles tree, string path, ScanResults results)
    {
        var locked = Locked(tree, RepositoryPath.Below(RepositoryPath.Folder(path), PipfileLockReader.FileName));
        var packages = new PypiPackages(path, results, tree.Limits);
        foreach (var entry in Pipfile.Parse(tree, path).Entries)
        {
            if (entry.Version is not null && locked?.Contains(PypiName.Normalize(entry.Name)) != true)
                packages.Add(entry.Name, PypiRequirement.Pinned(entry.Version), entry.Line, direct: true, entry.Scope);
        }
        packages.AddToResults();
    }

    private static IReadOnlySet<string>? Locked(RepositoryFiles tree, string path)
    {
        try
        {
            return tree.Exists(path) ? PipfileLock.Parse(tree, path).Names : null;
        }
        catch (UnreadableException)
        {
            return null;
        }
    }
}
