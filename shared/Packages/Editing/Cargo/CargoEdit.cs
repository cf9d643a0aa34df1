using Cortex.Packages.Cargo;
using Cortex.Packages.Editing.Texts;
using Cortex.Packages.Editing.Toml;
using Cortex.Packages.Reading;

namespace Cortex.Packages.Editing.Cargo;

/// <summary>Raises what the crates of a workspace ask for: https://doc.rust-lang.org/cargo/reference/specifying-dependencies.html.</summary>
internal sealed class CargoEdit(Draft draft)
{
    internal static readonly RangeStyle Style = new((a, b) => VersionOrder.Compare("cargo", a, b),
    [
        (">=", RangeClauseKind.GreaterOrEqual), ("<=", RangeClauseKind.LessOrEqual), ("=", RangeClauseKind.Exact), ("^", RangeClauseKind.Caret),
        ("~", RangeClauseKind.Tilde), (">", RangeClauseKind.Greater), ("<", RangeClauseKind.Less), ("", RangeClauseKind.Caret),
    ], ", ", BumpsInFull: true);

    private static readonly string[] Sections = ["dependencies", "dev-dependencies", "dev_dependencies", "build-dependencies", "build_dependencies"];

    public void Apply()
    {
        var root = RootOf();
        var locked = RepositoryPath.Below(root, CargoLock.FileName);
        var hasLock = draft.Exists(locked);
        foreach (var path in Manifests(root))
            draft.In(path, text => Raise(text, hasLock));
        if (!hasLock || CargoLock.TryParse(draft.Tree, locked) is not { } file)
            return;
        var old = file.Graph.Packages.Where(p => p.Name == draft.Upgrade.Name && p.Version is { } v && v == draft.Upgrade.From).ToList();
        if (old.Count > 0 || file.Graph.Lists(draft.Upgrade.Name))
            draft.Found = true;
        if (old.Count > 0)
            draft.NoteLock(locked, "cargo", "update", "--package", $"{draft.Upgrade.Name}@{draft.Upgrade.From}", "--precise", draft.Upgrade.To);
    }

    /// <summary>The nearest folder above with a lockfile or a workspace.</summary>
    private string RootOf()
    {
        foreach (var above in RepositoryPath.Upwards(draft.Folder))
        {
            var manifest = RepositoryPath.Below(above, CargoManifest.FileName);
            if (draft.Exists(RepositoryPath.Below(above, CargoLock.FileName)) || CargoManifest.TryParse(draft.Tree, manifest)?.Workspace is not null)
                return above;
        }
        return draft.Folder;
    }

    // What has a lockfile of its own is no member.
    private IEnumerable<string> Manifests(string root) => RepositoryListing.Below(draft.Tree, root, path => RepositoryPath.Name(path) == CargoManifest.FileName)
        .Where(path => RepositoryPath.Upwards(RepositoryPath.Folder(path)).TakeWhile(above => above != root)
            .All(above => !draft.Exists(RepositoryPath.Below(above, CargoLock.FileName))));

    private void Raise(EditedText text, bool hasLock)
    {
        if (!text.Text.Contains(draft.Upgrade.Name, StringComparison.Ordinal))
            return;
        var toml = TomlText.Of(text, draft.Tree);
        var root = toml.Root;
        foreach (var table in root.Entries("target").Select(target => target.Value).Prepend(root))
        {
            foreach (var section in Sections)
                RaiseAll(text, toml, table.Entries(section), hasLock);
        }
        RaiseAll(text, toml, root.Entries("workspace", "dependencies"), hasLock);
        foreach (var (_, source) in root.Entries("patch"))
        {
            foreach (var (key, patch) in source.Table ?? [])
            {
                if ((patch["package"]?.Text ?? key) == draft.Upgrade.Name)
                    draft.Refuse(text.Path, patch.Line, $"{draft.Upgrade.Name} is patched with a source of its own; change the patch by hand.");
            }
        }
    }

    private void RaiseAll(EditedText text, TomlText toml, IEnumerable<KeyValuePair<string, TomlTree>> entries, bool hasLock)
    {
        foreach (var (key, entry) in entries)
        {
            if ((entry["package"]?.Text ?? key) != draft.Upgrade.Name || entry["workspace"] is { IsTrue: true })
                continue;
            var value = entry.Text is not null ? entry : entry["version"];
            if (value?.Text is not { } before || entry["path"] is not null || entry["git"] is not null)
            {
                if (!hasLock)
                    draft.Refuse(text.Path, entry.Line, $"{draft.Upgrade.Name} comes from a folder or a repository and not from a registry; change it by hand.");
                continue;
            }
            RaiseValue(text, toml, value, before, hasLock);
        }
    }

    private void RaiseValue(EditedText text, TomlText toml, TomlTree value, string before, bool hasLock)
    {
        try
        {
            var range = VersionRange.Parse(before, Style);
            // A crate may be there in several major versions.
            if (range is not null && !range.Allows(draft.Upgrade.To) && range.IsAbove(draft.Upgrade.To))
            {
                draft.Found |= !hasLock;
                return;
            }
            draft.Found = true;
            var after = RangeEdit.Raise(draft, text.Path, value.Line, before, Style);
            // Without a lockfile the least version that is written counts as the one in use.
            if (after == before && !hasLock && draft.Upgrade.Ranges == RangeStrategy.Auto && CargoRequirement.Written(before) is not null && range!.Allows(draft.Upgrade.To))
                after = range.RaiseLeast(draft.Upgrade.To);
            if (after is not null)
                toml.Replace(value, after);
        }
        catch (VersionFormatException e)
        {
            draft.Refuse(text.Path, value.Line, e.Message);
        }
    }
}
