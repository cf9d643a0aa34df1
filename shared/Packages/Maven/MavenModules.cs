using Cortex.Packages.Reading;

namespace Cortex.Packages.Maven;

/// <summary>Where the projects of a build stand: those around the importing one that the usual layouts have.</summary>
internal sealed class MavenModules
{
    private readonly RepositoryFiles tree;
    private readonly string folder;

    private MavenModules(RepositoryFiles tree, string folder) => (this.tree, this.folder) = (tree, folder);

    public static MavenModules Of(RepositoryFiles tree, string path) => new(tree, RepositoryPath.Folder(path));

    /// <summary>The pom.xml of "group:artifact", in a folder named like the artifact beside or below the project, or above it; null when none is found.</summary>
    public string? PathOf(string name)
    {
        var artifact = name[(name.IndexOf(':', StringComparison.Ordinal) + 1)..];
        foreach (var above in RepositoryPath.Upwards(folder))
        {
            foreach (var candidate in Candidates(above, artifact))
            {
                if (MavenPom.TryParse(tree, candidate)?.Own("artifactId") == artifact)
                    return candidate;
            }
        }
        return null;
    }

    // Modules are often named without the project's name: "bom" has "tracker-bom".
    private static IEnumerable<string> Candidates(string above, string artifact)
    {
        yield return RepositoryPath.Below(above, "pom.xml");
        for (var at = 0; at >= 0 && at < artifact.Length; at = artifact.IndexOf('-', at) is >= 0 and var dash ? dash + 1 : -1)
        {
            if (artifact[at..] is { } name && RepositoryPath.Combine(above, $"{name}/pom.xml") is { } path)
                yield return path;
        }
    }
}
