using Cortex.Packages.Pypi.Projects;
using Cortex.Packages.Reading;

namespace Cortex.Packages.Pypi.Locks;

/// <summary>Lists what a Python lockfile in TOML pins.</summary>
internal sealed class PythonLockReader : IManifestReader
{
    public bool Reads(string relativePath) => PythonLocks.ParserOf(relativePath) is not null;

    public void Read(RepositoryFiles tree, string path, ScanResults results)
    {
        var packages = new PypiPackages(path, results, tree.Limits);
        var project = RepositoryPath.Below(RepositoryPath.Folder(path), PyprojectReader.FileName);
        packages.AddGraph(PythonLocks.Parse(tree, path), Pyproject.TryParse(tree, project)?.Asked);
        packages.AddToResults();
    }
}
