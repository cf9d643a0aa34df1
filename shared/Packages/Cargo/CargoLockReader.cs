using Cortex.Packages.Reading;

namespace Cortex.Packages.Cargo;

/// <summary>Lists what a Cargo.lock pins, the workspace's own crates included.</summary>
internal sealed class CargoLockReader : IManifestReader
{
    public bool Reads(string relativePath) => RepositoryPath.Name(relativePath) == CargoLock.FileName;

    public void Read(RepositoryFiles tree, string path, ScanResults results)
    {
        var packages = new CargoPackages(path, results);
        packages.AddGraph(CargoLock.Parse(tree, path).Graph);
        packages.AddToResults();
    }
}
