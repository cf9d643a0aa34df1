using Cortex.Packages.Reading;

namespace Cortex.Packages.NuGet.Projects;

/// <summary>The parts of an MSBuild file that decide about packages.</summary>
internal static class ProjectXml
{
    public static XmlTree Parse(RepositoryFiles tree, string path) => tree.Parsed(path, bytes =>
    {
        var root = XmlTree.Parse(bytes, tree.Limits, Keep, tree.Cancellation);
        return root.Name == "Project"
            ? root
            : throw new UnreadableException(
                $"The root element is {Display.Quote(root.Name)}, and 'Project' was expected; correct it.", root.Line);
    });

    private static bool Keep(string parent, string name) => parent switch
    {
        "Project" => name is "PropertyGroup" or "ItemGroup" or "Import" or "ImportGroup" or "Choose",
        "When" or "Otherwise" => name is "PropertyGroup" or "ItemGroup" or "Choose",
        "Choose" => name is "When" or "Otherwise",
        "ImportGroup" => name == "Import",
        "PropertyGroup" => true,
        "ItemGroup" => name is "PackageReference" or "PackageVersion" or "GlobalPackageReference",
        "PackageReference" or "PackageVersion" or "GlobalPackageReference" => true,
        _ => false,
    };
}
