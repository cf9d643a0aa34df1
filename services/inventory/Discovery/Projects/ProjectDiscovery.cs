using Cortex.Documents.Files;

namespace Cortex.Inventory.Discovery.Projects;

/// <summary>The projects of every ecosystem; one that cannot be read does not hide the others.</summary>
internal static class ProjectDiscovery
{
    private static readonly (string Subject, Action<SourceTree, ScanRecord, ProjectPlaces> Discover)[] Ecosystems =
    [
        (".NET projects", DotNetProjects.Discover),
        ("npm projects", NodeProjects.Discover),
        ("Go modules", GoProjects.Discover),
        ("Python projects", PythonProjects.Discover),
        ("Cargo packages", CargoProjects.Discover),
        ("Maven modules", MavenProjects.Discover),
        ("Gradle projects", GradleProjects.Discover),
        ("Composer projects", ComposerProjects.Discover),
        ("gems", RubyProjects.Discover),
        ("mix projects", MixProjects.Discover),
        ("pub packages", PubProjects.Discover),
    ];

    public static ProjectPlaces Discover(SourceTree tree, ScanRecord record)
    {
        var places = new ProjectPlaces();
        foreach (var (subject, discover) in Ecosystems)
            RepositoryScan.Run(record, subject, () => discover(tree, record, places));
        return places;
    }
}
