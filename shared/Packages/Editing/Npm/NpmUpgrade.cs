using Cortex.Packages.Npm;
using Cortex.Packages.Reading;

namespace Cortex.Packages.Editing.Npm;

/// <summary>One upgrade in one workspace: the manifests that ask, the overrides for those that do not, then the lockfiles.</summary>
internal sealed class NpmUpgrade(Edits edits, PackageUpgrade upgrade, NpmHome home, IReadOnlyList<INpmLockEdit> lockfiles)
{
    private readonly List<NpmChange> changes = [];
    private bool asked;

    public void Run()
    {
        foreach (var folder in home.Folders)
        {
            var manifest = new PackageJsonEdit(edits, upgrade, folder);
            manifest.Edit((key, wanted) => lockfiles.Select(l => l.VersionOf(folder, key, wanted)).FirstOrDefault(version => version is not null));
            changes.AddRange(manifest.Changes);
            asked |= manifest.Asks;
        }
        changes.AddRange(new NpmCatalogs(edits, upgrade, home).Edit(changes));
        var overridden = new NpmOverrides(edits, upgrade, home).Raise();
        if (!asked && overridden.Count == 0 && !lockfiles.Any(l => l.Mentions))
        {
            edits.Refuse(upgrade, upgrade.Path, null, $"Nothing here asks for {upgrade.Name}, and no lockfile lists it; name a file that does.");
            return;
        }
        foreach (var lockfile in lockfiles)
            Follow(lockfile, overridden);
    }

    private void Follow(INpmLockEdit lockfile, IReadOnlySet<string> overridden)
    {
        if (lockfile.Askers.FirstOrDefault(asker => asker.Bundled) is { } bundler)
        {
            edits.Refuse(upgrade, lockfile.Path, null,
                $"{bundler.Name} brings its own copy of {upgrade.Name} along, which nothing here can replace; upgrade {bundler.Name}.");
            return;
        }
        var tight = lockfile.Askers
            .Where(asker => !overridden.Contains("") && !overridden.Contains(asker.Name))
            .Where(asker => asker.Range is null || !NpmRange.Allows(asker.Range, upgrade.To)).ToList();
        if (tight.Count > 0 && !new NpmOverrides(edits, upgrade, home).Add(lockfile, tight))
            return;
        var hadOld = lockfile.HasOld;
        var followed = lockfile.Follow(changes);
        if (followed || hadOld || changes.Exists(change => change.Before != change.After))
            edits.Note(EditNoteKind.LockfileNotRegenerated, lockfile.Path,
                $"Only the registry knows what {upgrade.Name} {upgrade.To} needs: run `{string.Join(' ', lockfile.Command)}` in {(home.Folder.Length == 0 ? "the root" : home.Folder)}.", lockfile.Command);
    }
}
