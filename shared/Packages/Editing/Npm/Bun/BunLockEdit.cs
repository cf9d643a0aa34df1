using Cortex.Packages.Npm.Bun;
using Cortex.Packages.Reading;

namespace Cortex.Packages.Editing.Npm.Bun;

/// <summary>A bun.lock: the copies of what the members ask for follow the manifests; bun looks anew for what they no longer allow.</summary>
internal sealed class BunLockEdit : INpmLockEdit
{
    private readonly Edits edits;
    private readonly PackageUpgrade upgrade;
    private readonly string home;
    private readonly BunLock file;

    public BunLockEdit(Edits edits, PackageUpgrade upgrade, string path)
    {
        this.edits = edits;
        this.upgrade = upgrade;
        Path = path;
        home = RepositoryPath.Folder(path);
        _ = JsonEdit.Of(edits, path, relaxed: true);
        file = BunLockParser.Parse(edits.Read(path), edits.Tree.Limits, edits.Tree.Cancellation);
        Askers =
        [
            .. from package in file.Packages.Values
               from dependency in package.Dependencies
               where file.Find(package.Place, dependency.Name) is { } needed && IsOld(needed)
               select new NpmAsker(package.Name, dependency.Name, null),
        ];
    }

    public string Path { get; }

    public IReadOnlyList<string> Command => ["bun", "install", "--lockfile-only", "--ignore-scripts"];

    public bool Mentions => file.Packages.Values.Any(p => p.Name == upgrade.Name);

    public bool HasOld => file.Packages.Values.Any(IsOld);

    public bool HasOthers => file.Packages.Values.Any(p => p.Name == upgrade.Name && p.Source != upgrade.From && p.Source != upgrade.To);

    public IReadOnlyList<NpmAsker> Askers { get; }

    public string? VersionOf(string folder, string key, string wanted) =>
        file.Workspaces.GetValueOrDefault(Inside(folder)) is { } workspace ? file.Find(workspace.Name, key)?.Source : null;

    public bool Follow(IReadOnlyList<NpmChange> changes)
    {
        var json = JsonEdit.Of(edits, Path, relaxed: true);
        var before = edits.Text(Path);
        foreach (var change in changes)
        {
            if (json.Root.Find("workspaces", Inside(change.Folder), change.Section, change.Key) is { Text: not null } copy)
                json.Replace(copy, change.After);
        }
        json.Apply();
        return edits.Text(Path) != before;
    }

    private bool IsOld(BunPackage package) => package.Name == upgrade.Name && package.Source == upgrade.From;

    private string Inside(string folder) => folder == home ? "" : home.Length == 0 ? folder : folder[(home.Length + 1)..];
}
