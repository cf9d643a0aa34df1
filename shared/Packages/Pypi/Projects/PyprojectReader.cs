using Cortex.Packages.Pypi.Locks;
using Cortex.Packages.Reading;

namespace Cortex.Packages.Pypi.Projects;

/// <summary>Lists what a pyproject.toml asks for and no lockfile beside it, or above it, pins.</summary>
internal sealed class PyprojectReader : IManifestReader
{
    public const string FileName = "pyproject.toml";

    public bool Reads(string relativePath) => RepositoryPath.Name(relativePath) == FileName;

    public void Read(RepositoryFiles tree, string path, ScanResults results)
    {
        var project = Pyproject.Parse(tree, path);
        var locks = Locks(tree, RepositoryPath.Folder(path)).ToList();
        var packages = new PypiPackages(path, results, tree.Limits);
        foreach (var dependency in project.Dependencies)
        {
            if (dependency.Requirement is null)
                packages.AddRequirement(dependency.Text, dependency.Line, dependency.Scope);
            else if (!dependency.Requirement.FromAddress && !locks.Exists(l => l.Lists(dependency.Requirement.Name)))
                packages.Add(dependency.Requirement.Name, dependency.Requirement.Version, dependency.Line, direct: true, dependency.Scope);
        }
        packages.AddToResults();
    }

    // Of the lockfiles above, only uv's speaks for the folders below it.
    private static IEnumerable<ResolvedGraph> Locks(RepositoryFiles tree, string folder)
    {
        foreach (var above in RepositoryPath.Upwards(folder))
        {
            foreach (var name in above == folder ? PythonLocks.FileNames : [UvLock.FileName])
            {
                if (PythonLocks.TryParse(tree, RepositoryPath.Below(above, name)) is { } found)
                    yield return found;
            }
        }
    }
}
