using Cortex.Packages.Reading;

namespace Cortex.Packages.NuGet.Projects;

/// <summary>Finds the file an import names, if it is in the repository.</summary>
internal static class ProjectImport
{
    private const string PathAbove = "$([MSBuild]::GetPathOfFileAbove(";
    private const string FolderAbove = "$([MSBuild]::GetDirectoryNameOfFileAbove(";

    /// <summary>Null when the file is not there, outside the repository, or named in a way that is not understood.</summary>
    public static string? Resolve(string project, string importer, ProjectProperties properties, RepositoryFiles tree)
    {
        project = project.Trim().Replace('\\', '/');
        var folder = RepositoryPath.Folder(importer);
        if (Arguments(project, PathAbove, properties) is ([var file, .. var start], _))
            return Above(tree, Locate(folder, start is [var from] ? from : "."), file);
        if (Arguments(project, FolderAbove, properties) is ([var above, var name], var rest))
            return Above(tree, Locate(folder, above), name) is { } found
                ? Existing(tree, Locate(RepositoryPath.Folder(found), rest.TrimStart('/')))
                : null;
        return properties.Expand(project) is { } plain ? Existing(tree, Locate(folder, plain.Replace('\\', '/'))) : null;
    }

    /// <summary>The nearest file of that name in the folder or above it.</summary>
    public static string? Above(RepositoryFiles tree, string? folder, string name) =>
        folder is null || name.Contains('/', StringComparison.Ordinal)
            ? null
            : RepositoryPath.Upwards(folder).Select(f => RepositoryPath.Below(f, name)).FirstOrDefault(tree.Exists);

    private static string? Existing(RepositoryFiles tree, string? path) => path is { Length: > 0 } && tree.Exists(path) ? path : null;

    // Folders that MSBuild knows as absolute paths start with '/' here, which stands for the repository's root.
    private static string? Locate(string folder, string path) =>
        path.StartsWith('/') ? RepositoryPath.Combine("", path.TrimStart('/')) : RepositoryPath.Combine(folder, path);

    private static (string[] Values, string Tail)? Arguments(string text, string function, ProjectProperties properties)
    {
        if (!text.StartsWith(function, StringComparison.OrdinalIgnoreCase))
            return null;
        var end = text.IndexOf("))", function.Length, StringComparison.Ordinal);
        if (end < 0)
            return null;
        var arguments = text[function.Length..end].Split(',')
            .Select(argument => properties.Expand(argument.Trim().Trim('\'', '"')))
            .OfType<string>()
            .ToArray();
        return (arguments, text[(end + 2)..]);
    }
}
