using Cortex.Packages.Npm.Bun;
using Cortex.Packages.Npm.Pnpm;
using Cortex.Packages.Npm.Yarn;
using Cortex.Packages.Reading;

namespace Cortex.Packages.Npm;

/// <summary>
/// Lists what a package.json asks for and no lockfile pins: a lockfile beside it, or that of the workspace it belongs to, already
/// lists the rest with versions.
/// </summary>
internal sealed class PackageJsonReader : IManifestReader
{
    private static readonly (string Name, Func<RepositoryFiles, string, INpmPins> Parse)[] Lockfiles =
    [
        .. NpmLockReader.FileNames.Select(name => (name, (Func<RepositoryFiles, string, INpmPins>)NpmLockReader.Parse)),
        (YarnLockReader.FileName, YarnLockReader.Parse),
        (PnpmLockReader.FileName, PnpmLockReader.Parse),
        (BunLockReader.FileName, BunLockReader.Parse),
    ];

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
    private static bool IsSettled(INpmPins? file, string folder, PackageJsonDependency dependency) =>
        file is not null && (dependency.Scope == PackageScope.Peer || file.Pins(folder, dependency));

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
    private static (INpmPins? File, string Folder) CoveringLock(RepositoryFiles tree, string folder)
    {
        foreach (var above in RepositoryPath.Upwards(folder))
        {
            var relative = above.Length == 0 ? folder : folder[above.Length..].TrimStart('/');
            foreach (var (name, parse) in Lockfiles)
            {
                var path = RepositoryPath.Below(above, name);
                if (tree.Exists(path) && TryParse(() => parse(tree, path)) is { } file && file.Covers(relative)
                    && (relative.Length == 0 || file is not YarnLock { Classic: true } || HasWorkspaces(tree, above)))
                    return (file, relative);
            }
        }
        return (null, "");
    }

    private static bool HasWorkspaces(RepositoryFiles tree, string folder) =>
        PackageJson.TryParse(tree, RepositoryPath.Below(folder, PackageJson.FileName))?.HasWorkspaces == true;

    private static INpmPins? TryParse(Func<INpmPins> parse)
    {
        try
        {
            return parse();
        }
        catch (UnreadableException)
        {
            // Its own reader reports it.
            return null;
        }
    }
}
