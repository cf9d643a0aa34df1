using Cortex.Packages.Npm.Yarn;
using Cortex.Packages.Reading;

namespace Cortex.Packages.Editing.Npm.Yarn;

/// <summary>
/// A yarn.lock of Yarn 2 or later. The members' copies of what they ask for follow the manifests; the entry of the old version is
/// taken out, since Yarn keeps an entry that it finds.
/// </summary>
internal sealed class YarnBerryLockEdit(Edits edits, PackageUpgrade upgrade, string path, YarnLock file) : INpmLockEdit
{
    public string Path => path;

    public IReadOnlyList<string> Command => ["yarn", "install", "--mode=update-lockfile"];

    public bool Mentions => file.Entries.Any(e => e.Name == upgrade.Name || e.Dependencies.Exists(d => d.Name == upgrade.Name));

    public bool HasOld => file.Entries.Any(e => YarnLockEdits.IsOld(e, upgrade));

    public bool HasOthers => file.Entries.Any(e => YarnLockEdits.IsOther(e, upgrade));

    public IReadOnlyList<NpmAsker> Askers { get; } = [.. YarnLockEdits.Askers(file, upgrade)];

    public string? VersionOf(string folder, string key, string wanted) => YarnLockEdits.VersionOf(file, key, wanted);

    public bool Follow(IReadOnlyList<NpmChange> changes)
    {
        var text = edits.Text(path);
        var lines = YarnLockEdits.Lines(text);
        var home = RepositoryPath.Folder(path);
        foreach (var entry in file.Entries.Reverse())
        {
            var (body, all) = YarnLockEdits.Length(lines, entry.Line - 1);
            if (YarnLockEdits.IsOld(entry, upgrade))
                lines.RemoveRange(entry.Line - 1, all);
            else if (entry.Workspace is { } folder && RepositoryPath.Combine(home, folder) is { } member)
                Copy(lines, entry.Line, body, [.. changes.Where(c => c.Folder == member && c.Before != c.After)]);
        }
        var written = string.Concat(lines);
        if (written != text)
            edits.Write(path, written);
        return written != text;
    }

    private static void Copy(List<string> lines, int from, int body, List<NpmChange> changes)
    {
        for (var at = from; at < from + body - 1; at++)
        {
            foreach (var change in changes)
            {
                if (lines[at].TrimStart().Replace("\"", "", StringComparison.Ordinal).StartsWith($"{change.Key}: ", StringComparison.Ordinal))
                    lines[at] = lines[at].Replace(change.Before.Trim(), change.After.Trim(), StringComparison.Ordinal);
            }
        }
    }
}
