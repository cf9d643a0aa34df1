using Cortex.Packages.Npm;
using Cortex.Packages.Reading;

namespace Cortex.Packages.Editing.Npm;

/// <summary>
/// Overrides in the package.json of a workspace's root: npm's and bun's "overrides", Yarn's "resolutions", "pnpm.overrides".
/// https://docs.npmjs.com/cli/configuring-npm/package-json#overrides, https://yarnpkg.com/configuration/manifest#resolutions.
/// </summary>
internal sealed class NpmOverrides(Edits edits, PackageUpgrade upgrade, NpmHome home)
{
    private static readonly string[][] Tables = [["overrides"], ["resolutions"], ["pnpm", "overrides"]];

    /// <summary>Raises what is overridden already; gives the packages below which it is, or "" when it is wherever it is asked for.</summary>
    public IReadOnlySet<string> Raise()
    {
        var covered = new HashSet<string>(StringComparer.Ordinal);
        if (edits.Exists(home.Manifest))
        {
            var json = JsonEdit.Of(edits, home.Manifest);
            foreach (var table in Tables)
            {
                if (json.Root.Find(table) is { IsObject: true } found)
                    Raise(json, found, parent: "", covered);
            }
            json.Apply();
        }
        RaiseInPnpmWorkspace(covered);
        return covered;
    }

    /// <summary>Adds an override: for the package as such, or, where other versions of it must stay, below each package that asks.</summary>
    public bool Add(INpmLockEdit lockfile, IReadOnlyList<NpmAsker> askers)
    {
        var manager = RepositoryPath.Name(lockfile.Path);
        if (manager == "bun.lock" && lockfile.HasOthers)
        {
            edits.Refuse(upgrade, home.Manifest, null,
                $"{upgrade.Name} is there in further versions, which an override of bun would replace as well; upgrade {askers[0].Name}, which asks for it.");
            return false;
        }
        foreach (var asker in lockfile.HasOthers ? askers : askers.Take(1))
        {
            var value = asker.Key == upgrade.Name ? upgrade.To : $"npm:{upgrade.Name}@{upgrade.To}";
            var parent = lockfile.HasOthers ? asker.Name : null;
            var file = manager switch
            {
                "yarn.lock" => Set(["resolutions"], YarnKey(lockfile, parent, asker.Key), value),
                "pnpm-lock.yaml" => SetForPnpm(parent is null ? asker.Key : $"{parent}>{asker.Key}", value),
                _ => SetForNpm(parent, asker.Key, value),
            };
            if (file is not null)
                edits.Note(EditNoteKind.Override, file, $"{asker.Name} {(asker.Range is { } range ? $"asks for {asker.Key} {range.Trim()}" : $"brings {asker.Key} {upgrade.From}")}: it is overridden. "
                    + $"Take the override out when {asker.Name} comes with {upgrade.To} or later itself.");
        }
        return true;
    }

    private static string YarnKey(INpmLockEdit lockfile, string? parent, string key) =>
        parent is null ? key : lockfile is Yarn.YarnClassicLockEdit ? $"**/{parent}/{key}" : $"{parent}/{key}";

    private void Raise(JsonEdit json, JsonSpan table, string parent, HashSet<string> covered)
    {
        foreach (var member in table.Members)
        {
            var target = member.Name == "." ? parent : NpmOverrideKey.TargetOf(member.Name);
            if (member.Value.IsObject)
                Raise(json, member.Value, target, covered);
            if (member.Value.Text is not { } text || target != upgrade.Name)
                continue;
            covered.Add(member.Name == "." ? "" : parent.Length > 0 ? parent : NpmOverrideKey.ParentOf(member.Name));
            var want = NpmWant.Parse(target, text);
            if (Raised(want) is not { } range)
                continue;
            json.Replace(member.Value, want.Before + range + want.After);
            // An override of that one version would not reach the new one.
            if (member.Name.EndsWith($"@{upgrade.From}", StringComparison.Ordinal) || member.Name.EndsWith($":{upgrade.From}", StringComparison.Ordinal))
                json.Rename(member, member.Name[..^upgrade.From.Length] + upgrade.To);
        }
    }

    private void RaiseInPnpmWorkspace(HashSet<string> covered)
    {
        var path = RepositoryPath.Below(home.Folder, PnpmWorkspace.FileName);
        if (!edits.Exists(path))
            return;
        foreach (var (key, value) in YamlEdit.Of(edits, path).In("overrides").Where(o => NpmOverrideKey.TargetOf(o.Key) == upgrade.Name))
        {
            covered.Add(NpmOverrideKey.ParentOf(key));
            var want = NpmWant.Parse(upgrade.Name, value.Text);
            var yaml = YamlEdit.Of(edits, path);
            if (Raised(want) is { } range)
                yaml.Replace(yaml.Find("overrides", key)!, want.Before + range + want.After);
        }
    }

    private string? Raised(NpmWant want) =>
        !want.Range.StartsWith('$') && want.Refusal is null && want.Name == upgrade.Name && (want.Range == upgrade.From || (NpmRange.Allows(want.Range, upgrade.From) && !NpmRange.Allows(want.Range, upgrade.To)))
            ? NpmRange.Update(want.Range, upgrade.To, upgrade.Ranges)
            : null;

    private string? SetForNpm(string? parent, string key, string value)
    {
        // npm refuses an override of what the root asks for itself, unless it is the same.
        var root = JsonEdit.Of(edits, home.Manifest).Root;
        var isDirect = PackageJsonEdit.Sections.Take(3).Any(section => root.Find(section, key) is not null);
        return parent is null ? Set(["overrides"], key, isDirect ? "$" + key : value) : Set(["overrides", parent], key, value);
    }

    private string? SetForPnpm(string key, string value)
    {
        var path = RepositoryPath.Below(home.Folder, PnpmWorkspace.FileName);
        var root = JsonEdit.Of(edits, home.Manifest).Root;
        var yaml = edits.Exists(path) ? YamlEdit.Of(edits, path) : null;
        if (yaml is null || (!yaml.HasMapping("overrides") && (root["pnpm"] is not null || !IsPnpm10(root))))
            return Set(["pnpm", "overrides"], key, value);
        if (yaml.Find("overrides", key) is not null)
            return null;
        yaml.Append("overrides", key, value);
        return path;
    }

    private static bool IsPnpm10(JsonSpan root) =>
        root["packageManager"]?.Text is { } manager && manager.StartsWith("pnpm@", StringComparison.Ordinal)
        && manager["pnpm@".Length..].Split('.')[0] is { Length: > 1 };

    private string? Set(IReadOnlyList<string> path, string key, string value)
    {
        var json = JsonEdit.Of(edits, home.Manifest);
        var at = json.Root;
        var depth = 0;
        while (depth < path.Count && at[path[depth]] is { } next)
        {
            if (!next.IsObject)
            {
                edits.Refuse(upgrade, home.Manifest, next.Line, $"{Display.Quote(path[depth])} is overridden itself, so nothing is added below it; write it as an object.");
                return null;
            }
            (at, depth) = (next, depth + 1);
        }
        if (depth == path.Count && at[key] is not null)
            return null;
        var piece = JsonPiece.Of(value);
        for (var inner = path.Count - 1; inner >= depth; inner--)
            piece = JsonPiece.Of(inner == path.Count - 1 ? key : path[inner + 1], piece);
        json.Append(at, depth == path.Count ? key : path[depth], piece);
        json.Apply();
        return home.Manifest;
    }
}
