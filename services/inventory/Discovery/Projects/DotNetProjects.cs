using System.Xml;
using System.Xml.Linq;
using Cortex.Inventory.Discovery.Files;
using Cortex.Inventory.Discovery.Identity;

namespace Cortex.Inventory.Discovery.Projects;

/// <summary>MSBuild projects as they are written; nothing is evaluated but the defaults in Directory.Build.props above.</summary>
internal static class DotNetProjects
{
    private static readonly string[] TestPackages = ["Microsoft.NET.Test.Sdk", "xunit", "xunit.v3", "NUnit", "MSTest", "MSTest.TestFramework", "TUnit"];

    public static void Discover(SourceTree tree, ScanRecord record, ProjectPlaces places)
    {
        var references = new List<(string Urn, string Folder, string Include)>();
        foreach (var file in tree.Files.Where(f => f.Extension is ".csproj" or ".fsproj" or ".vbproj"))
        {
            if (Load(tree, file) is not { } project)
                continue;
            var urn = Add(tree, record, file, project);
            places.Add("nuget", file.Path, urn);
            references.AddRange(Items(project, "ProjectReference").Select(include => (urn, file.Folder, include)));
        }

        foreach (var (urn, folder, include) in references)
        {
            if (SourcePath.Combine(folder, include) is { } path && places.At(path) is { } other)
                record.Relate(urn, Kinds.DependsOn, other.Urn);
        }
    }

    private static string Add(SourceTree tree, ScanRecord record, SourceFile file, XElement project)
    {
        var inherited = SourcePath.Upwards(file.Folder)
            .Select(folder => tree.Find(folder.Length == 0 ? "Directory.Build.props" : $"{folder}/Directory.Build.props"))
            .OfType<SourceFile>().Take(1).Select(f => Load(tree, f)).FirstOrDefault();
        string? Property(string name) => Value(project, name) ?? Value(inherited, name);
        var isTest = string.Equals(Property("IsTestProject"), "true", StringComparison.OrdinalIgnoreCase)
            || Items(project, "PackageReference").Any(p => TestPackages.Contains(p, StringComparer.OrdinalIgnoreCase));
        return record.Declare(Kinds.Project, Path.GetFileNameWithoutExtension(file.Name), file.Path, 1,
        [
            ("ecosystem", "nuget"),
            ("language", file.Extension switch { ".fsproj" => "F#", ".vbproj" => "Visual Basic", _ => "C#" }),
            ("sdk", project.Attribute("Sdk")?.Value),
            ("targetFrameworks", Property("TargetFrameworks") ?? Property("TargetFramework") ?? Property("TargetFrameworkVersion")),
            ("outputType", Property("OutputType")),
            ("assemblyName", Value(project, "AssemblyName")),
            ("test", isTest ? "true" : null),
        ]);
    }

    private static string? Value(XElement? project, string name) =>
        project?.Elements().Where(e => e.Name.LocalName == "PropertyGroup").Elements().LastOrDefault(e => e.Name.LocalName == name)?.Value.Trim() is { Length: > 0 } value
            ? value
            : null;

    private static IEnumerable<string> Items(XElement project, string name) =>
        project.Elements().Where(e => e.Name.LocalName == "ItemGroup").Elements()
            .Where(e => e.Name.LocalName == name).Select(e => e.Attribute("Include")?.Value.Trim()).OfType<string>();

    /// <summary>Null for what is no XML: the package scan says where and why.</summary>
    private static XElement? Load(SourceTree tree, SourceFile file)
    {
        if (tree.Text(file) is not { } text)
            return null;
        try
        {
            var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
            using var reader = XmlReader.Create(new StringReader(text), settings);
            return XDocument.Load(reader).Root;
        }
        catch (XmlException)
        {
            return null;
        }
    }
}
