using Cortex.Packages.Npm;
using Cortex.Packages.Npm.Bun;
using Cortex.Packages.Npm.Pnpm;
using Cortex.Packages.Npm.Yarn;
using Cortex.Packages.Reading;

namespace Cortex.Packages.Editing.Npm;

/// <summary>Packages of npm, whichever of npm, Yarn, pnpm and bun installs them.</summary>
internal sealed class NpmEditor : IPackageEditor
{
    public string Ecosystem => "npm";

    public void Edit(PackageUpgrade upgrade, Edits edits)
    {
        if (NpmVersion.Exact(upgrade.To) is null)
        {
            edits.Refuse(upgrade, upgrade.Path, null, $"{Display.Quote(upgrade.To)} is no npm version; write major.minor.patch.");
            return;
        }
        var path = upgrade.Path;
        try
        {
            edits.Text(path);
            var home = NpmHome.Of(edits, path);
            foreach (var folder in home.Folders)
                JsonEdit.Of(edits, path = RepositoryPath.Below(folder, PackageJson.FileName));
            var lockfiles = new List<INpmLockEdit>();
            foreach (var lockfile in home.Lockfiles)
                lockfiles.Add(Open(edits, upgrade, path = lockfile));
            path = upgrade.Path;
            new NpmUpgrade(edits, upgrade, home, lockfiles).Run();
        }
        catch (UnreadableException e)
        {
            edits.Refuse(upgrade, path, e.Line, e.Message);
        }
    }

    private static INpmLockEdit Open(Edits edits, PackageUpgrade upgrade, string path) => RepositoryPath.Name(path) switch
    {
        YarnLockReader.FileName => Yarn.YarnLockEdits.Open(edits, upgrade, path),
        PnpmLockReader.FileName => new Pnpm.PnpmLockEdit(edits, upgrade, path),
        BunLockReader.FileName => new Bun.BunLockEdit(edits, upgrade, path),
        _ => NpmLockEdit.Suits(edits, path) ? new NpmLockEdit(edits, upgrade, path) : new NpmOldLockEdit(edits, upgrade, path),
    };
}
