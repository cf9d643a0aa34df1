using Cortex.Packages.Npm;
using Cortex.Packages.Npm.Bun;
using Cortex.Packages.Npm.Pnpm;
using Cortex.Packages.Npm.Yarn;
using Cortex.Packages.Reading;

namespace Cortex.Packages.Editing.Npm;

/// <summary>A folder with a package.json and the lockfiles that speak for it and for the members of its workspace.</summary>
/// <param name="Folder">Relative to the root.</param>
/// <param name="Lockfiles">Those that are there.</param>
/// <param name="Folders">The folder itself and its members', each with a package.json.</param>
internal sealed record NpmHome(string Folder, IReadOnlyList<string> Lockfiles, IReadOnlyList<string> Folders)
{
    public static readonly string[] LockfileNames = [.. NpmLockReader.FileNames, YarnLockReader.FileName, PnpmLockReader.FileName, BunLockReader.FileName];

    public string Manifest => RepositoryPath.Below(Folder, PackageJson.FileName);

    public bool Has(string lockfileName) => Lockfiles.Any(path => RepositoryPath.Name(path) == lockfileName);

    public static NpmHome Of(Edits edits, string path)
    {
        var own = RepositoryPath.Folder(path);
        if (LockfileNames.Contains(RepositoryPath.Name(path)))
            return At(edits, own);
        foreach (var folder in RepositoryPath.Upwards(own))
        {
            if (!Array.Exists(LockfileNames, name => edits.Exists(RepositoryPath.Below(folder, name))))
                continue;
            var home = At(edits, folder);
            if (home.Folders.Contains(own) || folder == own)
                return home;
        }
        // Without a lockfile the root of the workspace says what holds for its members.
        return RepositoryPath.Upwards(own).Select(folder => At(edits, folder)).FirstOrDefault(home => home.Folders.Count > 1 && home.Folders.Contains(own))
            ?? At(edits, own);
    }

    private static NpmHome At(Edits edits, string folder) => new(
        folder,
        [.. LockfileNames.Select(name => RepositoryPath.Below(folder, name)).Where(edits.Exists)],
        [.. NpmWorkspaces.Folders(edits, folder).Prepend(folder).Where(f => edits.Exists(RepositoryPath.Below(f, PackageJson.FileName))).Distinct()]);
}
