using Cortex.Packages.Reading;

namespace Cortex.Packages.NuGet;

/// <summary>packages.config: https://learn.microsoft.com/nuget/reference/packages-config.</summary>
internal sealed class PackagesConfigReader : IManifestReader
{
    public bool Reads(string relativePath)
    {
        var name = RepositoryPath.Name(relativePath);
        return name.Equals("packages.config", StringComparison.OrdinalIgnoreCase)
            || (name.StartsWith("packages.", StringComparison.OrdinalIgnoreCase)
                && name.EndsWith(".config", StringComparison.OrdinalIgnoreCase));
    }

    public void Read(RepositoryFiles tree, string path, ScanResults results)
    {
        var root = tree.Parsed(path, bytes => XmlTree.Parse(bytes, tree.Limits, (_, name) => name == "package", tree.Cancellation));
        if (root.Name != "packages")
            throw new UnreadableException(
                $"The root element is {Display.Quote(root.Name)}, and 'packages' was expected; correct it.", root.Line);
        var packages = new NuGetPackages(path, results, tree.Limits);
        foreach (var package in root.Children)
        {
            var development = string.Equals(package["developmentDependency"], "true", StringComparison.OrdinalIgnoreCase);
            packages.Add(package["id"] ?? "", package["version"], package.Line, direct: true,
                development ? PackageScope.Development : PackageScope.Runtime);
        }
        packages.AddToResults();
    }
}
