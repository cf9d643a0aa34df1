using Cortex.Packages.Npm;
using Cortex.Packages.Reading;

namespace Cortex.Packages.Editing.Npm;

/// <summary>
/// A lockfile of version 1. npm 7 and later fetch what is missing in one, so that the entry gets its new version and loses what only
/// the registry knows: where it comes from and its integrity.
/// </summary>
internal sealed class NpmOldLockEdit : INpmLockEdit
{
    private readonly Edits edits;
    private readonly PackageUpgrade upgrade;
    private readonly JsonEdit json;
    private readonly List<(string Name, JsonSpan Entry, bool Top)> entries = [];
    private readonly List<NpmAsker> askers = [];

    public NpmOldLockEdit(Edits edits, PackageUpgrade upgrade, string path)
    {
        this.edits = edits;
        this.upgrade = upgrade;
        Path = path;
        json = JsonEdit.Of(edits, path);
        Visit(json.Root["dependencies"], [], top: true);
    }

    public string Path { get; }

    public IReadOnlyList<string> Command => ["npm", "install", "--package-lock-only", "--ignore-scripts"];

    public bool Mentions => entries.Any(e => Locked(e.Name, e.Entry).Name == upgrade.Name);

    public bool HasOld => entries.Any(IsOld);

    public bool HasOthers => entries.Any(e => Locked(e.Name, e.Entry) is var locked && locked.Name == upgrade.Name && locked.Version is { } version && version != upgrade.From && version != upgrade.To);

    public IReadOnlyList<NpmAsker> Askers => askers;

    public string? VersionOf(string folder, string key, string wanted) =>
        json.Root.Find("dependencies", key) is { } entry ? Locked(key, entry).Version : null;

    public bool Follow(IReadOnlyList<NpmChange> changes)
    {
        foreach (var (name, entry, _) in entries.Where(IsOld))
        {
            var written = entry["version"]!;
            json.Replace(written, written.Text!.Replace(upgrade.From, upgrade.To, StringComparison.Ordinal));
            json.Remove(entry, [.. entry.Members.Where(m => m.Name is "resolved" or "integrity")]);
        }
        var before = edits.Text(Path);
        json.Apply();
        return edits.Text(Path) != before;
    }

    private void Visit(JsonSpan? dependencies, IReadOnlyList<JsonSpan> above, bool top)
    {
        if (dependencies is null)
            return;
        IReadOnlyList<JsonSpan> within = [dependencies, .. above];
        foreach (var member in dependencies.Members)
        {
            entries.Add((member.Name, member.Value, top));
            var own = member.Value["dependencies"];
            foreach (var required in member.Value["requires"]?.Members ?? [])
            {
                var found = within.Prepend(own).Select(level => level?[required.Name]).FirstOrDefault(entry => entry is not null);
                if (found is not null && required.Value.Text is { } range && IsOld((required.Name, found, false)))
                    askers.Add(new(Locked(member.Name, member.Value).Name, required.Name, NpmWant.Parse(required.Name, range).Range, IsBundled(found)));
            }
            Visit(own, within, top: false);
        }
    }

    private bool IsOld((string Name, JsonSpan Entry, bool Top) entry) =>
        Locked(entry.Name, entry.Entry) is var locked && locked.Name == upgrade.Name && locked.Version == upgrade.From;

    private static bool IsBundled(JsonSpan entry) => entry["bundled"]?.Kind == System.Text.Json.JsonTokenType.True;

    private static NpmRequirement Locked(string key, JsonSpan entry) => NpmRequirement.Parse(key, entry["version"]?.Text ?? "");
}
