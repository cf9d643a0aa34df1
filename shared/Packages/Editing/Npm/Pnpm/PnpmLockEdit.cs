using Cortex.Packages.Npm;
using Cortex.Packages.Npm.Pnpm;
using Cortex.Packages.Reading;

namespace Cortex.Packages.Editing.Npm.Pnpm;

/// <summary>
/// A pnpm-lock.yaml stays as it is: pnpm looks anew when the ranges or overrides in it differ from those asked for, and would keep
/// the old version if its copies of them followed.
/// </summary>
internal sealed class PnpmLockEdit : INpmLockEdit
{
    private readonly PackageUpgrade upgrade;
    private readonly string home;
    private readonly PnpmLock file;

    public PnpmLockEdit(Edits edits, PackageUpgrade upgrade, string path)
    {
        this.upgrade = upgrade;
        Path = path;
        home = RepositoryPath.Folder(path);
        ConflictMarkers.Refuse(edits.Text(path));
        file = PnpmLockParser.Parse(edits.Read(path), edits.Tree.Limits, edits.Tree.Cancellation);
        Askers = [.. FindAskers()];
    }

    public string Path { get; }

    public IReadOnlyList<string> Command => ["pnpm", "install", "--lockfile-only", "--no-frozen-lockfile", "--ignore-scripts"];

    public bool Mentions => file.Packages.Any(p => Read(p).Name == upgrade.Name);

    public bool HasOld => file.Packages.Any(IsOld);

    public bool HasOthers => file.Packages.Any(p => Read(p) is var (name, version) && name == upgrade.Name && version != upgrade.From && version != upgrade.To);

    public IReadOnlyList<NpmAsker> Askers { get; }

    public string? VersionOf(string folder, string key, string wanted) =>
        file.Importers.GetValueOrDefault(Inside(folder))?.Find(reference => reference.Name == key) is { } reference && file.Find(reference) is { } package
            ? Read(package).Version
            : null;

    public bool Follow(IReadOnlyList<NpmChange> changes) => false;

    private IEnumerable<NpmAsker> FindAskers()
    {
        var graph = file.Packages.Select(p => (Package: p, p.References))
            .Concat(file.Snapshots.Select(s => (Package: file.ByKey(s.Key)!, s.References)).Where(s => s.Package is not null));
        foreach (var (package, references) in graph)
        {
            foreach (var reference in references)
            {
                if (file.Find(reference) is { } needed && IsOld(needed) && Read(package).Name is { } name)
                    yield return new(name, reference.Name, null);
            }
        }
    }

    private bool IsOld(PnpmPackage package) => Read(package) is var (name, version) && name == upgrade.Name && version == upgrade.From;

    private (string? Name, string? Version) Read(PnpmPackage package)
    {
        var (name, version) = PnpmKey.Read(package.Key, file.Version);
        return (package.Name ?? name, NpmVersion.Exact(package.Version ?? version ?? "") ?? package.Version ?? version);
    }

    private string Inside(string folder) => folder == home ? "" : home.Length == 0 ? folder : folder[(home.Length + 1)..];
}
