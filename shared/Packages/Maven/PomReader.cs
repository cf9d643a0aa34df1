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
        var project = MavenProject.Of(tree, path);
        var asked = new HashSet<string>(StringComparer.Ordinal);
        var count = 0;
        foreach (var dependency in project.Dependencies)
        {
            asked.Add(dependency.Name);
            Add(dependency, direct: true);
        }
        // Nobody here asks for these, but the file pins them.
        foreach (var dependency in project.Managed.Where(d => !asked.Contains(d.Name)))
            Add(dependency, direct: false);
        packages.AddTo(results);

        void Add(MavenDependency dependency, bool direct)
        {
            if (++count > tree.Limits.MaxPackages)
                throw new UnreadableException($"The project has more than {tree.Limits.MaxPackages} dependencies.", dependency.Line);
            if (!MavenProperties.IsResolved(dependency.Name))
                results.Unreadable(path, dependency.Line,
                    $"{Display.Quote(dependency.Name)} depends on a property that is not known here; write the name.");
            else if (!MavenCoordinates.IsId(dependency.Group) || !MavenCoordinates.IsId(dependency.Artifact))
                results.Unreadable(path, dependency.Line, MavenCoordinates.Complaint(dependency.Name));
            else
                packages.Add(dependency.Name, MavenCoordinates.Pinned(dependency.Version), dependency.Line, direct,
                    MavenCoordinates.ScopeOf(dependency.Scope, dependency.Optional));
        }
    }
}
