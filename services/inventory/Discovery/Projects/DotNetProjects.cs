using System.Xml.Linq;
using Cortex.Documents.Files;
using Cortex.Inventory.Discovery.Identity;

namespace Cortex.Inventory.Discovery.Projects;

/// <summary>MSBuild projects as they are written; nothing is evaluated but the defaults in Directory.Build.props above.</summary>
internal static class DotNetProjects
{
    private static readonly string[] TestPackages = ["Microsoft.NET.Test.Sdk", "xunit", "xunit.v3", "NUnit", "MSTest", "MSTest.TestFramework", "MSTest.Sdk", "TUnit"];

    public static void Discover(SourceTree tree, ScanRecord record, ProjectPlaces places)
    {
        var references = new List<(ProjectPlaces.Place From, string Include)>();
        foreach (var file in tree.Files.Where(f => f.Extension is ".csproj" or ".fsproj" or ".vbproj"))
        {
            if (XmlText.Load(tree, file) is not { } project)
                continue;
            var place = places.Add(Add(tree, record, file, project));
            places.Apis.AddRange(Apis(place, project));
            references.AddRange(Items(project, "ProjectReference").Select(include => (place, include)));
        }

        foreach (var (from, include) in references)
        {
            if (SourcePath.Combine(from.Folder, include) is { } path)
                ProjectPlaces.Need(record, from, places.At(path));
        }
    }

    private static ProjectPlaces.Place Add(SourceTree tree, ScanRecord record, SourceFile file, XElement project)
    {
        var inherited = SourcePath.Upwards(file.Folder)
            .Select(folder => tree.Find(folder.Length == 0 ? "Directory.Build.props" : $"{folder}/Directory.Build.props"))
            .OfType<SourceFile>().Take(1).Select(f => XmlText.Load(tree, f)).FirstOrDefault();
        string? Property(string name) => Value(project, name) ?? Value(inherited, name);
        var packages = Items(project, "PackageReference").Concat(inherited is null ? [] : Items(inherited, "PackageReference", always: true)).ToList();
        var isTest = string.Equals(Property("IsTestProject"), "true", StringComparison.OrdinalIgnoreCase)
            || packages.Exists(p => TestPackages.Contains(p, StringComparer.OrdinalIgnoreCase));
        var name = Path.GetFileNameWithoutExtension(file.Name);
        var assembly = Value(project, "AssemblyName");
        var urn = record.Declare(Kinds.Project, name, file.Path, 1,
        [
            ("ecosystem", "nuget"),
            ("language", file.Extension switch { ".fsproj" => "F#", ".vbproj" => "Visual Basic", _ => "C#" }),
            ("sdk", project.Attribute("Sdk")?.Value),
            ("targetFrameworks", Property("TargetFrameworks") ?? Property("TargetFramework") ?? Property("TargetFrameworkVersion")),
            ("outputType", Property("OutputType")),
            ("assemblyName", assembly),
            ("test", isTest ? "true" : null),
        ]);
        return new("nuget", file.Path, urn, name) { IsTest = isTest, TestFramework = isTest ? Framework(packages) : null };
    }

    /// <summary>Without GrpcServices both sides are generated, and the project is taken to serve.</summary>
    private static IEnumerable<(string Path, ProjectPlaces.Place Project, bool Serves)> Apis(ProjectPlaces.Place place, XElement project) =>
        from item in project.Elements().Where(e => e.Name.LocalName == "ItemGroup").Elements()
        where item.Name.LocalName is "Protobuf" or "OpenApiReference"
        let path = SourcePath.Combine(place.Folder, item.Attribute("Include")?.Value.Trim() ?? "")
        where path is not null
        select (path, place, item.Name.LocalName == "Protobuf" && item.Attribute("GrpcServices")?.Value is null or "Server" or "Both");

    private static string? Framework(List<string> packages) =>
        packages.Exists(p => p.StartsWith("xunit", StringComparison.OrdinalIgnoreCase)) ? "xunit"
        : packages.Exists(p => p.StartsWith("NUnit", StringComparison.OrdinalIgnoreCase)) ? "nunit"
        : packages.Exists(p => p.StartsWith("MSTest", StringComparison.OrdinalIgnoreCase)) ? "mstest"
        : packages.Exists(p => p.StartsWith("TUnit", StringComparison.OrdinalIgnoreCase)) ? "tunit"
        : null;

    private static string? Value(XElement? project, string name) =>
        project?.Elements().Where(e => e.Name.LocalName == "PropertyGroup").Elements().LastOrDefault(e => e.Name.LocalName == name)?.Value.Trim() is { Length: > 0 } value
            ? value
            : null;

    private static IEnumerable<string> Items(XElement project, string name, bool always = false) =>
        project.Elements().Where(e => e.Name.LocalName == "ItemGroup" && !(always && e.Attribute("Condition") is not null)).Elements()
            .Where(e => e.Name.LocalName == name && !(always && e.Attribute("Condition") is not null))
            .Select(e => e.Attribute("Include")?.Value.Trim()).OfType<string>();
}
