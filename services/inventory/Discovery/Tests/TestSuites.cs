using Cortex.Documents.Files;
using Cortex.Inventory.Discovery.Identity;
using Cortex.Inventory.Discovery.Projects;

namespace Cortex.Inventory.Discovery.Tests;

/// <summary>A .NET test project is one suite and tests the projects it references; elsewhere the test files of a project, or its test script, are one.</summary>
internal static class TestSuites
{
    public static void Discover(SourceTree tree, ScanRecord record, ProjectPlaces projects)
    {
        var files = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var file in tree.Files)
        {
            if (TestFiles.EcosystemOf(tree, file) is { } ecosystem && projects.For(ecosystem, file.Path) is { } project
                && (ecosystem != "nuget" || (project.IsTest && TestFiles.IsDotNet(tree, file))))
                files[project.Urn] = files.GetValueOrDefault(project.Urn) + 1;
        }

        foreach (var project in projects.All)
        {
            var count = files.GetValueOrDefault(project.Urn);
            if (project.IsTest || count > 0 || project.TestCommand is not null)
                Add(record, project, count);
        }
    }

    private static void Add(ScanRecord record, ProjectPlaces.Place project, int files)
    {
        var urn = record.Declare(Kinds.TestSuite, project.IsTest ? project.Name : $"{project.Name} tests", project.Path, 1,
        [
            ("ecosystem", project.Ecosystem),
            ("framework", project.TestFramework),
            ("files", files.ToString()),
            ("command", project.TestCommand),
        ], container: project.Urn);
        var tested = project.IsTest ? project.Needs.Where(p => !p.IsTest) : [project];
        foreach (var other in tested)
            record.Relate(other.Urn, Kinds.TestedBy, urn);
    }
}
