using Cortex.Packages.Reading;

namespace Cortex.Packages.Composer;

/// <summary>Lists what a composer.json asks for and no lockfile beside it pins.</summary>
internal sealed class ComposerJsonReader : IManifestReader
{
    public bool Reads(string relativePath) => RepositoryPath.Name(relativePath) == ComposerJson.FileName;

    public void Read(RepositoryFiles tree, string path, ScanResults results)
    {
        var pinned = Neighbour.TryParse(tree, RepositoryPath.Below(RepositoryPath.Folder(path), ComposerLock.FileName), ComposerLock.Parse);
        var packages = new FilePackages("composer", path);
        foreach (var requirement in ComposerJson.Parse(tree, path))
        {
            if (!ComposerName.IsValid(requirement.Name))
                results.Unreadable(path, requirement.Line, ComposerName.Complaint(requirement.Name));
            else if (pinned?.Pins(requirement.Name) != true)
                packages.Add(requirement.Name, requirement.Version, requirement.Line, direct: true, requirement.Scope);
        }
        packages.AddTo(results);
    }
}
