using System.Text.RegularExpressions;
using System.Xml.Linq;
using Cortex.Documents.Files;
using Cortex.Inventory.Discovery.Identity;

namespace Cortex.Inventory.Discovery.Projects;

/// <summary>Maven modules: https://maven.apache.org/pom.html. Only properties of the file itself and the project's own are put in.</summary>
internal static partial class MavenProjects
{
    private sealed record Pom(ProjectPlaces.Place Place, XElement Xml, string? Group, string Artifact);

    public static void Discover(SourceTree tree, ScanRecord record, ProjectPlaces places)
    {
        var poms = tree.Files.Where(f => f.Name == "pom.xml").Select(f => Read(tree, record, f)).OfType<Pom>().ToList();
        foreach (var pom in poms)
            places.Add(pom.Place);
        var byCoordinates = poms.DistinctBy(p => (p.Group, p.Artifact)).ToDictionary(p => (p.Group, p.Artifact), p => p.Place);
        foreach (var pom in poms)
        {
            foreach (var module in Children(pom.Xml, "modules").Concat(Profiles(pom.Xml).SelectMany(p => Children(p, "modules"))).Select(m => m.Value.Trim()))
                Contain(record, places, pom.Place, module);
            if (Child(pom.Xml, "parent") is { } parent)
                ProjectPlaces.Need(record, pom.Place, byCoordinates.GetValueOrDefault((Text(parent, "groupId"), Text(parent, "artifactId") ?? "")));
            foreach (var dependency in Children(pom.Xml, "dependencies").Concat(Profiles(pom.Xml).SelectMany(p => Children(p, "dependencies"))))
                ProjectPlaces.Need(record, pom.Place, byCoordinates.GetValueOrDefault((Resolve(pom.Xml, Text(dependency, "groupId")), Resolve(pom.Xml, Text(dependency, "artifactId")) ?? "")));
        }
    }

    private static void Contain(ScanRecord record, ProjectPlaces places, ProjectPlaces.Place root, string module)
    {
        if (SourcePath.Combine(root.Folder, module) is { } path && (places.At(path) ?? places.InFolder("maven", path)) is { } member && member != root)
            record.Relate(root.Urn, Kinds.Contains, member.Urn);
    }

    private static Pom? Read(SourceTree tree, ScanRecord record, SourceFile file)
    {
        if (XmlText.Load(tree, file) is not { Name.LocalName: "project" } xml || Resolve(xml, Text(xml, "artifactId")) is not { } artifact)
        {
            record.UnreadableManifest(file, null, "The file is no Maven project with an artifactId; correct it or remove it.");
            return null;
        }

        var group = GroupOf(xml);
        var urn = record.Declare(Kinds.Project, artifact, file.Path, 1,
        [
            ("ecosystem", "maven"),
            ("buildTool", "maven"),
            ("language", "Java"),
            ("group", group),
            ("version", Resolve(xml, Text(xml, "version") ?? Text(Child(xml, "parent"), "version"))),
            ("packaging", Text(xml, "packaging")),
        ]);
        var text = xml.Descendants().Where(e => e.Name.LocalName == "artifactId").Select(e => e.Value.Trim()).ToHashSet(StringComparer.Ordinal);
        return new(new("maven", file.Path, urn, artifact) { TestFramework = JvmTests.Framework(text) }, xml, group, artifact);
    }

    private static string? GroupOf(XElement xml) => Resolve(xml, Text(xml, "groupId") ?? Text(Child(xml, "parent"), "groupId"));

    private static string? Resolve(XElement xml, string? text) => text is null ? null : Property().Replace(text, match => match.Groups["name"].Value switch
    {
        "project.groupId" or "pom.groupId" or "groupId" => Text(xml, "groupId") ?? Text(Child(xml, "parent"), "groupId") ?? match.Value,
        "project.version" or "pom.version" or "version" => Text(xml, "version") ?? Text(Child(xml, "parent"), "version") ?? match.Value,
        "project.artifactId" => Text(xml, "artifactId") ?? match.Value,
        "project.parent.groupId" => Text(Child(xml, "parent"), "groupId") ?? match.Value,
        "project.parent.version" => Text(Child(xml, "parent"), "version") ?? match.Value,
        var name => Text(Child(xml, "properties"), name) ?? match.Value,
    });

    private static IEnumerable<XElement> Profiles(XElement xml) => Children(xml, "profiles");

    private static IEnumerable<XElement> Children(XElement xml, string list) => Child(xml, list)?.Elements() ?? [];

    private static XElement? Child(XElement? xml, string name) => xml?.Elements().FirstOrDefault(e => e.Name.LocalName == name);

    private static string? Text(XElement? xml, string name) => Child(xml, name)?.Value.Trim() is { Length: > 0 } text ? text : null;

    [GeneratedRegex(@"\$\{(?<name>[^}$]{1,100})\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Property();
}
