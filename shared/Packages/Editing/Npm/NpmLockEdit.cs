using Cortex.Packages.Npm;
using Cortex.Packages.Reading;

namespace Cortex.Packages.Editing.Npm;

/// <summary>
/// A package-lock.json or npm-shrinkwrap.json of version 2 or 3. The copies of what the manifests ask for follow them, and an entry that
/// they now rule out is taken out, as is one that all who ask would have in the new version: npm would keep it, and looks for what is
/// missing. It does not look below the members of a workspace, where the entry stays until npm update replaces it.
/// </summary>
internal sealed class NpmLockEdit : INpmLockEdit
{
    private const string Modules = "node_modules/";

    private readonly Edits edits;
    private readonly PackageUpgrade upgrade;
    private readonly string home;
    private readonly JsonEdit json;
    private readonly Dictionary<string, JsonSpan> places = new(StringComparer.Ordinal);

    public NpmLockEdit(Edits edits, PackageUpgrade upgrade, string path)
    {
        this.edits = edits;
        this.upgrade = upgrade;
        Path = path;
        home = RepositoryPath.Folder(path);
        json = JsonEdit.Of(edits, path);
        foreach (var member in json.Root["packages"]?.Members ?? [])
            places[member.Name] = member.Value;
        Askers = [.. FindAskers()];
    }

    public string Path { get; }

    public IReadOnlyList<string> Command => ["npm", "update", upgrade.Name, "--package-lock-only", "--ignore-scripts"];

    public IReadOnlyList<NpmAsker> Askers { get; }

    public bool Mentions => places.Any(p => NameOf(p.Key, p.Value) == upgrade.Name || Needs(p.Value).Any(n => NpmWant.Parse(n.Key, n.Range).Name == upgrade.Name));

    public bool HasOld => places.Any(IsOld);

    public bool HasOthers => places.Any(p => NameOf(p.Key, p.Value) == upgrade.Name && p.Value["version"]?.Text is { } version && version != upgrade.From && version != upgrade.To);

    /// <summary>Whether a lockfile has the table that versions 2 and 3 use.</summary>
    public static bool Suits(Edits edits, string path) => JsonEdit.Of(edits, path).Root["packages"]?.Members.Count > 0;

    public string? VersionOf(string folder, string key, string wanted) =>
        Resolve(Inside(folder), key) is { } place ? places[place]["version"]?.Text : null;

    public bool Follow(IReadOnlyList<NpmChange> changes)
    {
        var packages = json.Root["packages"]!;
        foreach (var change in changes)
        {
            if (packages.Find(Inside(change.Folder), change.Section, change.Key) is { Text: not null } copy)
                json.Replace(copy, change.After);
            FollowMirror(change);
        }
        if (IsToGo(changes))
        {
            json.Remove(packages, [.. packages.Members.Where(m => IsOld(new(m.Name, m.Value)))]);
            if (json.Root["dependencies"] is { } mirror)
                RemoveMirrors(mirror);
        }
        var before = edits.Text(Path);
        json.Apply();
        return edits.Text(Path) != before;
    }

    /// <summary>Whether npm would look for the package again if its entry were gone.</summary>
    private bool IsToGo(IReadOnlyList<NpmChange> changes)
    {
        var holdsOthers = places.Where(IsOld).Any(old => places.Keys.Any(place => place.StartsWith($"{old.Key}/", StringComparison.Ordinal)));
        var isRuledOut = Askers.Count == 0 && changes.Any(c => c.Before != c.After)
            && !changes.Any(c => c.Before == c.After && VersionOf(c.Folder, c.Key, c.Before) == upgrade.From);
        var hasMembers = places.Keys.Any(place => place.Length > 0 && !place.Contains(Modules, StringComparison.Ordinal));
        return !holdsOthers && (isRuledOut || (!hasMembers && Askers.All(asker => NpmRange.Allows(asker.Range!, upgrade.To))));
    }

    /// <summary>Version 2 says again what a member of the workspace requires.</summary>
    private void FollowMirror(NpmChange change)
    {
        var link = places.FirstOrDefault(p => p.Value["resolved"]?.Text == Inside(change.Folder) && p.Key.StartsWith(Modules, StringComparison.Ordinal)).Key;
        if (link is not null && json.Root.Find("dependencies", link[Modules.Length..], "requires", change.Key) is { Text: not null } copy)
            json.Replace(copy, change.After);
    }

    private void RemoveMirrors(JsonSpan dependencies)
    {
        var removed = dependencies.Members.Where(m => m.Value["version"]?.Text is { } version
            && NpmRequirement.Parse(m.Name, version) is var locked && locked.Name == upgrade.Name && locked.Version == upgrade.From).ToList();
        json.Remove(dependencies, removed);
        foreach (var kept in dependencies.Members.Except(removed))
        {
            if (kept.Value["dependencies"] is { } nested)
                RemoveMirrors(nested);
        }
    }

    private IEnumerable<NpmAsker> FindAskers()
    {
        foreach (var (place, entry) in places)
        {
            if (!place.Contains(Modules, StringComparison.Ordinal))
                continue;
            foreach (var (key, range) in Needs(entry))
            {
                if (NpmWant.Parse(key, range) is { } want && want.Name == upgrade.Name && Resolve(place, key) is { } found && IsOld(new(found, places[found])))
                    yield return new(NameOf(place, entry), key, want.Range, places[found]["inBundle"]?.Kind == System.Text.Json.JsonTokenType.True);
            }
        }
    }

    private static IEnumerable<(string Key, string Range)> Needs(JsonSpan entry)
    {
        foreach (var section in (string[])["dependencies", "optionalDependencies", "peerDependencies"])
        {
            foreach (var member in entry[section]?.Members ?? [])
            {
                if (member.Value.Text is { } range)
                    yield return (member.Name, range);
            }
        }
    }

    private bool IsOld(KeyValuePair<string, JsonSpan> place) =>
        NameOf(place.Key, place.Value) == upgrade.Name && place.Value["version"]?.Text == upgrade.From && place.Key.Contains(Modules, StringComparison.Ordinal);

    private string? Resolve(string from, string key)
    {
        foreach (var folder in RepositoryPath.Upwards(from))
        {
            var place = RepositoryPath.Below(folder, Modules + key);
            if (places.ContainsKey(place))
                return place;
        }
        return null;
    }

    private static string NameOf(string place, JsonSpan entry) =>
        entry["name"]?.Text ?? place[(place.LastIndexOf(Modules, StringComparison.Ordinal) is >= 0 and var at ? at + Modules.Length : 0)..];

    private string Inside(string folder) => home.Length == 0 || folder == home ? (folder == home ? "" : folder) : folder[(home.Length + 1)..];
}
