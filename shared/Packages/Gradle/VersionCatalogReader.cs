using Cortex.Packages.Reading;

namespace Cortex.Packages.Gradle;

/// <summary>A version catalogue, as gradle/libs.versions.toml: https://docs.gradle.org/current/userguide/version_catalogs.html.</summary>
internal sealed class VersionCatalogReader : IManifestReader
{
    private const string Extension = ".versions.toml";

    public bool Reads(string relativePath) =>
        RepositoryPath.Name(relativePath) == "libs" + Extension
        || (relativePath.EndsWith(Extension, StringComparison.Ordinal) && RepositoryPath.Name(RepositoryPath.Folder(relativePath)) == "gradle");

    public void Read(RepositoryFiles tree, string path, ScanResults results)
    {
        var file = tree.Parsed(path, bytes => TomlTree.Parse(bytes, tree.Limits, (_, _) => true, tree.Cancellation));
        var packages = new GradlePackages(path, results, tree.Limits);
        foreach (var (alias, library) in file.Entries("libraries"))
        {
            if (CoordinatesOf(library) is not var (group, artifact, version))
                results.Unreadable(path, library.Line, $"The library {Display.Quote(alias)} has no group and name; write module = \"group:name\".");
            else
                packages.Add(group, artifact, version ?? VersionOf(library["version"], file["versions"]), library.Line, direct: true, PackageScope.Runtime);
        }
        packages.AddToResults();
    }

    private static (string Group, string Artifact, string? Version)? CoordinatesOf(TomlTree library)
    {
        if (library["group"]?.Text is { } group && library["name"]?.Text is { } name)
            return (group, name, null);
        return (library.Text ?? library["module"]?.Text)?.Split(':') switch
        {
            [var g, var a] => (g, a, null),
            [var g, var a, var version] when library.Text is not null => (g, a, version),
            _ => null,
        };
    }

    // As Gradle weighs them: strictly before require before prefer.
    private static string? VersionOf(TomlTree? written, TomlTree? versions)
    {
        if (written?["ref"]?.Text is { } reference)
            written = versions?[reference];
        return written?.Text ?? written?["strictly"]?.Text ?? written?["require"]?.Text ?? written?["prefer"]?.Text;
    }
}
