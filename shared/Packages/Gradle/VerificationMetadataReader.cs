using Cortex.Packages.Reading;

namespace Cortex.Packages.Gradle;

/// <summary>gradle/verification-metadata.xml: https://docs.gradle.org/current/userguide/dependency_verification.html.</summary>
internal sealed class VerificationMetadataReader : IManifestReader
{
    public bool Reads(string relativePath) =>
        RepositoryPath.Name(relativePath) == "verification-metadata.xml" && RepositoryPath.Name(RepositoryPath.Folder(relativePath)) == "gradle";

    public void Read(RepositoryFiles tree, string path, ScanResults results)
    {
        var root = tree.Parsed(path, bytes => XmlTree.Parse(bytes, tree.Limits, Keeps, tree.Cancellation));
        if (root.Name != "verification-metadata")
            throw new UnreadableException($"The root element is {Display.Quote(root.Name)}, and 'verification-metadata' was expected; correct it.", root.Line);
        var packages = new GradlePackages(path, results, tree.Limits);
        // The file knows all that was ever resolved, and not what asks for it.
        foreach (var component in root.Children.SelectMany(components => components.Children))
            packages.Add(component["group"] ?? "", component["name"] ?? "", component["version"], component.Line, direct: false, PackageScope.Runtime);
        packages.AddToResults();
    }

    private static bool Keeps(string parent, string name) => (parent, name) is ("verification-metadata", "components") or ("components", "component");
}
