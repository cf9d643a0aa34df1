using Cortex.Packages.Npm.Yarn;

namespace Cortex.Packages.Editing.Npm.Yarn;

/// <summary>
/// A yarn.lock of Yarn 1, which fetches anew whatever has no "resolved": such entries get their new version and lose what only the
/// registry knows. What no requirement names any more is taken out.
/// </summary>
internal sealed class YarnClassicLockEdit(Edits edits, PackageUpgrade upgrade, string path, YarnLock file) : INpmLockEdit
{
    public string Path => path;

    public IReadOnlyList<string> Command => ["yarn", "install", "--ignore-scripts"];

    public bool Mentions => file.Entries.Any(e => e.Name == upgrade.Name);

    public bool HasOld => file.Entries.Any(e => YarnLockEdits.IsOld(e, upgrade));

    public bool HasOthers => file.Entries.Any(e => YarnLockEdits.IsOther(e, upgrade));

    public IReadOnlyList<NpmAsker> Askers { get; } = [.. YarnLockEdits.Askers(file, upgrade)];

    public string? VersionOf(string folder, string key, string wanted) => YarnLockEdits.VersionOf(file, key, wanted);

    public bool Follow(IReadOnlyList<NpmChange> changes)
    {
        var text = edits.Text(path);
        var lines = YarnLockEdits.Lines(text);
        var left = changes.Where(c => c.Before != c.After).Select(c => $"{c.Key}@{c.Before.Trim()}").ToHashSet(StringComparer.Ordinal);
        foreach (var entry in file.Entries.Where(e => YarnLockEdits.IsOld(e, upgrade)).Reverse())
        {
            var (body, all) = YarnLockEdits.Length(lines, entry.Line - 1);
            var needed = entry.Descriptors.Where(d => !left.Contains(d) || file.Entries.Any(e => e.Dependencies.Exists(n => $"{n.Name}@{n.Range}" == d))).ToList();
            if (needed.Count == 0)
                lines.RemoveRange(entry.Line - 1, all);
            else
                Renew(lines, entry, needed, body);
        }
        var written = string.Concat(lines);
        if (written != text)
            edits.Write(path, written);
        return written != text;
    }

    private void Renew(List<string> lines, YarnEntry entry, List<string> needed, int body)
    {
        var header = entry.Line - 1;
        if (needed.Count < entry.Descriptors.Count)
            lines[header] = string.Join(", ", needed.Select(d => d.StartsWith('@') || d.AsSpan().IndexOfAny(" \t,:") >= 0 ? $"\"{d}\"" : d)) + ":" + lines[header][(lines[header].LastIndexOf(':') + 1)..];
        for (var at = header + body - 1; at > header; at--)
        {
            if (lines[at].StartsWith("  version ", StringComparison.Ordinal))
                lines[at] = lines[at].Replace(upgrade.From, upgrade.To, StringComparison.Ordinal);
            else if (lines[at].StartsWith("  resolved ", StringComparison.Ordinal) || lines[at].StartsWith("  integrity ", StringComparison.Ordinal))
                lines.RemoveAt(at);
        }
    }
}
