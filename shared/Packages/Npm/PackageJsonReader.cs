using Cortex.Packages.Reading;

namespace Cortex.Packages.Npm;

/// <summary>
/// Lists what a package.json asks for and no lockfile pins: a lockfile beside it, or that of the workspace it belongs to, already
/// lists the rest with versions.
/// </summary>
internal sealed class PackageJsonReader : IManifestReader
{
    public bool Reads(string relativePath) => RepositoryPath.Name(relativePath) == PackageJson.FileName;

    public void Read(RepositoryFiles tree, string path, ScanResults results)
    {
        var dependencies = PackageJson.Parse(tree, path).Dependencies;
        var optional = dependencies.Where(d => d.Scope == PackageScope.Optional).Select(d => d.Name).ToHashSet();
        var (file, folder) = CoveringLock(tree, RepositoryPath.Folder(path));
        var packages = new FilePackages("npm", path);
        foreach (var dependency in dependencies)
        {
            // npm lets the optional section win over the plain one.
            var overridden = dependency.Scope == PackageScope.Runtime && optional.Contains(dependency.Name);
            if (!overridden && !IsSettled(file, folder, dependency))
                Add(dependency, path, packages, results);
        }
        packages.AddTo(results);
    }

    // A lockfile leaves out the peers that are not installed, and it is right to.
    private static bool IsSettled(NpmLock? file, string folder, PackageJsonDependency dependency) =>
        file is not null && (dependency.Scope == PackageScope.Peer || file.Resolve(folder, dependency.Name) is not null);

    private static void Add(PackageJsonDependency dependency, string path, FilePackages packages, ScanResults results)
    {
        if (dependency.Wanted is null)
        {
            results.Unreadable(path, dependency.Line,
                $"The requirement of {Display.Quote(dependency.Name)} is no text; write a version range.");
            return;
        }
        var requirement = NpmRequirement.Parse(dependency.Name, dependency.Wanted);
        if (requirement.Local)
            return;
        if (NpmName.IsValid(requirement.Name))
            packages.Add(requirement.Name, requirement.Version, dependency.Line, direct: true, dependency.Scope);
        else
            results.Unreadable(path, dependency.Line, NpmName.Complaint(requirement.Name));
    }

    /// <summary>The nearest readable lockfile that speaks for the folder, and the folder as that file names it.</summary>
    private static (NpmLock? File, string Folder) CoveringLock(RepositoryFiles tree, string folder)
    {
        foreach (var above in RepositoryPath.Upwards(folder))
        {
            var relative = above.Length == 0 ? folder : folder[above.Length..].TrimStart('/');
            foreach (var name in NpmLockReader.FileNames)
            {
                if (TryParse(tree, RepositoryPath.Below(above, name)) is { } file && file.Covers(relative))
                    return (file, relative);
            }
        }
        return (null, "");
    }

    private static NpmLock? TryParse(RepositoryFiles tree, string path)
    {
        try
        {
            return tree.Exists(path) ? NpmLockReader.Parse(tree, path) : null;
        }
        catch (UnreadableException)
        {
            return null;
        }
    }
}
