using Cortex.Packages.Reading;

namespace Cortex.Packages.Golang;

/// <summary>
/// Lists what a go.mod requires, with its replacements applied. Before Go 1.17 it named the direct ones only, and the go.sum beside it
/// has the others.
/// </summary>
internal sealed class GoModReader : IManifestReader
{
    public bool Reads(string relativePath) => RepositoryPath.Name(relativePath) == "go.mod";

    public void Read(RepositoryFiles tree, string path, ScanResults results)
    {
        var file = GoFile.Parse(tree, path);
        var packages = new GoPackages(path, results);
        var replacements = GoReplacements.Of(file, path, results);
        var required = new HashSet<(string, string?)>();
        foreach (var directive in file.Directives.Where(d => d.Verb == "require"))
        {
            if (directive.Words is not [var module, var version])
            {
                results.Unreadable(path, directive.Line, "A requirement is a module and a version; correct the line.");
                continue;
            }
            required.Add((module, GoModule.Version(version)));
            if (replacements.Apply(module, version) is (var used, var usedVersion))
                packages.Add(used, usedVersion, directive.Line, !directive.IsIndirect);
        }
        packages.AddRelease(file.Release);
        packages.AddToResults();
        if (file.Release is { } release && GoRelease.Parse(GoFile.ReleaseVersion(release)) is { } built && (built.Major, built.Minor).CompareTo((1, 17)) < 0)
            GoSum.List(tree, RepositoryPath.Below(RepositoryPath.Folder(path), "go.sum"), required, results);
    }
}
