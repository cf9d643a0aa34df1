using Cortex.Packages.Reading;

namespace Cortex.Packages.Cargo;

/// <summary>Lists a crate and what it asks for, as far as no Cargo.lock that speaks for it does.</summary>
internal sealed class CargoManifestReader : IManifestReader
{
    public bool Reads(string relativePath) => RepositoryPath.Name(relativePath) == CargoManifest.FileName;

    public void Read(RepositoryFiles tree, string path, ScanResults results)
    {
        var manifest = CargoManifest.Parse(tree, path);
        var (locked, root) = Around(tree, RepositoryPath.Folder(path), manifest);
        var packages = new CargoPackages(path, results);
        var count = 0;
        if (locked is null && manifest.Package?["name"] is { Text: { } name } named)
            packages.Add(name, VersionOf(manifest.Package, root), named.Line, direct: true, PackageScope.Runtime);
        foreach (var dependency in manifest.Dependencies.Select(d => d.Inherit(root)))
        {
            if (++count > tree.Limits.MaxPackages)
                throw new UnreadableException($"The file has more than {tree.Limits.MaxPackages} dependencies.", dependency.Value.Line);
            if (dependency.IsPackage && locked?.Graph.Lists(dependency.Name) != true)
                packages.Add(dependency.Name, CargoRequirement.Written(dependency.Requirement), dependency.Value.Line, direct: true, dependency.Scope);
        }
        packages.AddToResults();
    }

    private static string? VersionOf(TomlTree package, TomlTree? workspace) =>
        package["version"] is { Table: not null } inherited && inherited["workspace"] is { IsTrue: true }
            ? workspace?.At("package", "version")?.Text
            : package["version"]?.Text;

    /// <summary>The lockfile that speaks for the crate, and the workspace that it inherits from: the nearest of each.</summary>
    private static (CargoLock? Lock, TomlTree? Workspace) Around(RepositoryFiles tree, string folder, CargoManifest manifest)
    {
        CargoLock? found = null;
        var workspace = manifest.Workspace;
        foreach (var above in RepositoryPath.Upwards(folder))
        {
            if (found is null && CargoLock.TryParse(tree, RepositoryPath.Below(above, CargoLock.FileName)) is { } file && file.Covers(manifest.Name))
                found = file;
            workspace ??= CargoManifest.TryParse(tree, RepositoryPath.Below(above, CargoManifest.FileName))?.Workspace;
        }
        return (found, workspace);
    }
}
