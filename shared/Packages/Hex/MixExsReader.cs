using Cortex.Packages.Reading;

namespace Cortex.Packages.Hex;

/// <summary>Lists what a mix.exs asks for and no mix.lock, beside it or that of its umbrella, pins.</summary>
internal sealed class MixExsReader : IManifestReader
{
    public bool Reads(string relativePath) => RepositoryPath.Name(relativePath) == MixExs.FileName;

    public void Read(RepositoryFiles tree, string path, ScanResults results)
    {
        var pinned = Neighbour.TryParseAbove(tree, RepositoryPath.Folder(path), MixLock.FileName, MixLock.Parse);
        var packages = new FilePackages("hex", path);
        foreach (var requirement in MixExs.Parse(tree, path).Where(r => HexName.IsValid(r.Name) && pinned?.Pins(r.Name) != true))
            packages.Add(requirement.Name, requirement.Version, requirement.Line, direct: true, requirement.Scope);
        packages.AddTo(results);
    }
}
