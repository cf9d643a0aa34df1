using Cortex.Packages.Reading;

namespace Cortex.Packages.Gem;

/// <summary>Lists what a Gemfile, gems.rb or gemspec asks for and no lockfile beside it pins.</summary>
internal sealed class GemfileReader : IManifestReader
{
    public bool Reads(string relativePath) => RepositoryPath.Name(relativePath) is "Gemfile" or "gems.rb" || IsGemspec(relativePath);

    public void Read(RepositoryFiles tree, string path, ScanResults results)
    {
        var requirements = IsGemspec(path) ? Gemspec.Parse(tree, path) : Gemfile.Parse(tree, path).Requirements;
        var pinned = GemfileLockReader.Beside(tree, RepositoryPath.Folder(path));
        var packages = new FilePackages("gem", path);
        foreach (var requirement in requirements)
        {
            if (!GemName.IsValid(requirement.Name))
                results.Unreadable(path, requirement.Line, GemName.Complaint(requirement.Name));
            else if (pinned?.Pins(requirement.Name) != true)
                packages.Add(requirement.Name, requirement.Version, requirement.Line, direct: true, requirement.Scope);
        }
        packages.AddTo(results);
    }

    private static bool IsGemspec(string path) => path.EndsWith(".gemspec", StringComparison.Ordinal);
}
