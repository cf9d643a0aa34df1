using Cortex.Packages.Reading;

namespace Cortex.Packages.Maven;

/// <summary>A pom.xml as it is written: https://maven.apache.org/pom.html.</summary>
internal sealed class MavenPom
{
    private const int MaxProfiles = 256;

    private static readonly HashSet<string> Texts = new(
        ["groupId", "artifactId", "version", "packaging", "relativePath", "scope", "optional", "type", "classifier", "activeByDefault", "id"],
        StringComparer.Ordinal);

    public required XmlTree Project { get; init; }

    /// <summary>The project and the profiles that are active by default, the project first.</summary>
    public required IReadOnlyList<XmlTree> Parts { get; init; }

    /// <summary>How many elements it has, which is what evaluating it costs.</summary>
    public required int Size { get; init; }

    public XmlTree? Parent => Child(Project, "parent");

    public string? Own(string name) => Value(Project, name);

    public IEnumerable<MavenDependency> Dependencies => Parts.SelectMany(part => MavenDependency.In(Child(part, "dependencies")));

    public IEnumerable<MavenDependency> Managed =>
        Parts.SelectMany(part => MavenDependency.In(Child(Child(part, "dependencyManagement"), "dependencies")));

    public IEnumerable<XmlTree> Properties => Parts.SelectMany(part => Child(part, "properties")?.Children ?? []);

    public static MavenPom Parse(RepositoryFiles tree, string path) => tree.Parsed(path, bytes =>
    {
        var root = XmlTree.Parse(bytes, tree.Limits, Keeps, tree.Cancellation);
        if (root.Name != "project")
            throw new UnreadableException($"The root element is {Display.Quote(root.Name)}, and 'project' was expected; correct it.", root.Line);
        var active = Child(root, "profiles")?.Children.Take(MaxProfiles).Where(IsActive) ?? [];
        return new MavenPom { Project = root, Parts = [root, .. active], Size = Count(root) };
    });

    /// <summary>Null when it is not there or not readable, which its own reader reports.</summary>
    public static MavenPom? TryParse(RepositoryFiles tree, string path)
    {
        try
        {
            return tree.Exists(path) ? Parse(tree, path) : null;
        }
        catch (UnreadableException)
        {
            return null;
        }
    }

    public static XmlTree? Child(XmlTree? element, string name) => element?.Children.Find(child => child.Name == name);

    public static string? Value(XmlTree? element, string name) => Child(element, name)?.Text.Trim();

    private static int Count(XmlTree element) => 1 + element.Children.Sum(Count);

    private static bool IsActive(XmlTree profile) => Value(Child(profile, "activation"), "activeByDefault") == "true";

    // Plugins have dependencies of their own, which are the build's.
    private static bool Keeps(string parent, string name) => parent switch
    {
        "project" => name is "parent" or "properties" or "dependencies" or "dependencyManagement" or "profiles" || Texts.Contains(name),
        "profiles" => name == "profile",
        "profile" => name is "properties" or "dependencies" or "dependencyManagement" or "activation",
        "dependencyManagement" => name == "dependencies",
        "dependencies" => name == "dependency",
        "properties" => true,
        "parent" or "dependency" or "activation" => Texts.Contains(name),
        _ => false,
    };
}
