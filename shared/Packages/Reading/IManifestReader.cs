namespace Cortex.Packages.Reading;

/// <summary>Reads one kind of manifest or lockfile.</summary>
internal interface IManifestReader
{
    bool Reads(string relativePath);

    /// <exception cref="UnreadableException">Nothing of the file can be trusted; what was already added stays.</exception>
    void Read(RepositoryFiles tree, string path, ScanResults results);
}
