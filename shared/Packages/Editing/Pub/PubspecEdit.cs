using Cortex.Packages.Editing.Texts;
using Cortex.Packages.Pub;
using Cortex.Packages.Reading;

namespace Cortex.Packages.Editing.Pub;

/// <summary>Raises what the packages of a workspace ask for: https://dart.dev/tools/pub/dependencies#version-constraints.</summary>
internal sealed class PubspecEdit(Draft draft)
{
    private const string FileName = "pubspec.yaml";
    private const string Overrides = "dependency_overrides";

    private static readonly string[] Sections = ["dependencies", "dev_dependencies", Overrides];

    internal static readonly RangeStyle Style = new((a, b) => VersionOrder.Compare("pub", a, b),
    [
        (">=", RangeClauseKind.GreaterOrEqual), ("<=", RangeClauseKind.LessOrEqual), ("^", RangeClauseKind.Caret), (">", RangeClauseKind.Greater),
        ("<", RangeClauseKind.Less), ("", RangeClauseKind.Exact),
    ], " ", CaretKeepsPatch: false);

    public void Apply()
    {
        var root = RepositoryPath.Upwards(draft.Folder).FirstOrDefault(above => draft.Exists(RepositoryPath.Below(above, PubspecLock.FileName))) ?? draft.Folder;
        foreach (var path in Manifests(root))
            draft.In(path, Raise);
        var overrides = RepositoryPath.Below(root, "pubspec_overrides.yaml");
        if (draft.Exists(overrides))
            draft.In(overrides, Raise);
        // Where that file is there, it counts in place of the manifest's overrides.
        var target = draft.Exists(overrides) ? overrides : RepositoryPath.Below(root, FileName);
        if (!draft.Found && !draft.IsRefused && draft.Exists(target))
            draft.In(target, Add);
        var locked = RepositoryPath.Below(root, PubspecLock.FileName);
        if (draft.Found && Neighbour.TryParse(draft.Tree, locked, PubspecLock.Parse) is { } file && file.Entries.Any(IsOld))
            draft.NoteLock(locked, "dart", "pub", "upgrade", draft.Upgrade.Name);
    }

    private bool IsOld(PubspecLockEntry entry) =>
        entry.Name == draft.Upgrade.Name && entry.Version is { } version && PubVersion.IsVersion(version) && VersionOrder.Compare("pub", version, draft.Upgrade.To) < 0;

    // What has a lockfile of its own is no member.
    private IEnumerable<string> Manifests(string root) => RepositoryListing.Below(draft.Tree, root, path => RepositoryPath.Name(path) == FileName)
        .Where(path => RepositoryPath.Upwards(RepositoryPath.Folder(path)).TakeWhile(above => above != root)
            .All(above => !draft.Exists(RepositoryPath.Below(above, PubspecLock.FileName))));

    private void Raise(EditedText text)
    {
        if (!text.Text.Contains(draft.Upgrade.Name, StringComparison.Ordinal))
            return;
        var entries = YamlEntry.Of(text, draft.Tree);
        foreach (var entry in entries.Where(e => e.Path is [var section, var name] && name == draft.Upgrade.Name && Sections.Contains(section)))
        {
            draft.Found = true;
            var inner = entries.Where(e => e.Path.Count == 3 && e.Path.Take(2).SequenceEqual(entry.Path)).ToList();
            if (inner.Exists(e => e.Path[2] is "git" or "path" or "sdk"))
                draft.Refuse(text.Path, entry.Line, $"{draft.Upgrade.Name} comes from a repository, a folder or an SDK and not from a package server; change it by hand.");
            else if (inner.Count == 0)
                RaiseValue(text, entry);
            else if (inner.Find(e => e.Path[2] == "version") is { } version)
                RaiseValue(text, version);
        }
    }

    private void RaiseValue(EditedText text, YamlEntry entry)
    {
        if (entry.Value is null or "" or "any")
            return;
        var (start, end) = entry.ContentIn(text.Text);
        if (RangeEdit.Raise(draft, text.Path, entry.Line, entry.Value, Style) is { } after)
            text.Replace(start, end, after[0] == '>' && start == entry.Start ? $"\"{after}\"" : after);
    }

    private void Add(EditedText text)
    {
        draft.Found = true;
        var entries = YamlEntry.Of(text, draft.Tree);
        var line = $"{draft.Upgrade.Name}: ^{draft.Upgrade.To}";
        var section = entries.Find(e => e.Path is [Overrides]);
        var last = entries.FindLast(e => e.Path is [Overrides, _]);
        var unit = entries.Find(e => e.Path.Count == 2 && text.IndentOf(e.KeyStart).Length > 0) is { } nested ? text.IndentOf(nested.KeyStart) : "  ";
        if (section is not null && last is not null && text.LineOf(last.KeyStart) == text.LineOf(section.KeyStart))
            draft.Refuse(text.Path, section.Line, $"The overrides stand on one line; add {draft.Upgrade.Name} by hand.");
        else if (last is not null)
            text.InsertAfterLine(last.End, text.IndentOf(last.KeyStart) + line);
        else if (section is not null)
            text.InsertAfterLine(section.KeyStart, unit + line);
        else
            text.Append($"\n{Overrides}:\n{unit}{line}");
        draft.NoteOverride(text.Path, $"{Overrides} has its version now");
    }
}
