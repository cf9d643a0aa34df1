using Cortex.Packages.Reading;

namespace Cortex.Packages.Maven;

/// <summary>Lists what a project asks for, with the versions that its repository gives; what only a remote parent knows has none.</summary>
internal sealed class PomReader : IManifestReader
{
    public bool Reads(string relativePath) =>
        RepositoryPath.Name(relativePath) == "pom.xml" || relativePath.EndsWith(".pom", StringComparison.Ordinal);

    public void Read(RepositoryFiles tree, string path, ScanResults results)
    {
        var packages = new FilePackages("maven", path);
        var count = 0;
        foreach (var dependency in MavenProject.Of(tree, path).Dependencies)
        {
            if (++count > tree.Limits.MaxPackages)
                throw new UnreadableException($"The project has more than {tree.Limits.MaxPackages} dependencies.", dependency.Line);
            if (!MavenProperties.IsResolved(dependency.Name))
                results.Unreadable(path, dependency.Line,
                    $"{Display.Quote(dependency.Name)} depends on a property that is not known here; write the name.");
            else if (!MavenCoordinates.IsId(dependency.Group) || !MavenCoordinates.IsId(dependency.Artifact))
                results.Unreadable(path, dependency.Line, MavenCoordinates.Complaint(dependency.Name));
            else
                packages.Add(dependency.Name, MavenCoordinates.Pinned(dependency.Version), dependency.Line, direct: true,
                    MavenCoordinates.ScopeOf(dependency.Scope, dependency.Optional));
        }
        packages.AddTo(results);
    }
}
