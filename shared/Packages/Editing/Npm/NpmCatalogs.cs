using Cortex.Packages.Npm;
using Cortex.Packages.Reading;

namespace Cortex.Packages.Editing.Npm;

/// <summary>
/// Ranges that members of a workspace share: in pnpm-workspace.yaml and .yarnrc.yml, and in bun's package.json, "catalog" and "catalogs".
/// </summary>
internal sealed class NpmCatalogs(Edits edits, PackageUpgrade upgrade, NpmHome home)
{
    private static readonly string[] Files = [PnpmWorkspace.FileName, ".yarnrc.yml"];

    /// <summary>Changes the catalogs that what was found refers to.</summary>
    public IReadOnlyList<NpmChange> Edit(IReadOnlyList<NpmChange> found)
    {
        var changed = new List<NpmChange>();
        foreach (var (catalog, key) in found.Where(c => c.Catalog is not null).Select(c => (c.Catalog!, c.Key)).Distinct().ToList())
        {
            if (!Files.Select(name => RepositoryPath.Below(home.Folder, name)).Any(file => EditYaml(file, catalog, key, changed)) && !EditJson(catalog, key, changed))
                edits.Refuse(upgrade, home.Manifest, null, $"The catalog {Display.Quote(catalog)} has no {key}; add it.");
        }
        return changed;
    }

    private bool EditYaml(string path, string catalog, string key, List<NpmChange> changed)
    {
        if (!edits.Exists(path))
            return false;
        var yaml = YamlEdit.Of(edits, path);
        if ((catalog == "default" ? yaml.Find("catalog", key) : null) is not { } scalar && (scalar = yaml.Find("catalogs", catalog, key)) is null)
            return false;
        if (Changed(path, key, scalar.Text, scalar.Line) is { } text)
        {
            changed.Add(new(home.Folder, "catalog", key, scalar.Text, text));
            yaml.Replace(scalar, text);
        }
        return true;
    }

    private bool EditJson(string catalog, string key, List<NpmChange> changed)
    {
        var json = JsonEdit.Of(edits, home.Manifest);
        var places = new[] { json.Root, json.Root["workspaces"] };
        var value = places.OfType<JsonSpan>().Select(place => (catalog == "default" ? place.Find("catalog", key) : null) ?? place.Find("catalogs", catalog, key))
            .FirstOrDefault(found => found?.Text is not null);
        if (value is null)
            return false;
        if (Changed(home.Manifest, key, value.Text!, value.Line) is { } text)
        {
            changed.Add(new(home.Folder, "catalog", key, value.Text!, text));
            json.Replace(value, text);
            json.Apply();
        }
        return true;
    }

    private string? Changed(string path, string key, string written, int line)
    {
        var want = NpmWant.Parse(key, written);
        if (want.Refusal is null && NpmVersion.Exact(want.Range) is { } exact && exact != upgrade.From)
            return null;
        if (want.Refusal is null && NpmRange.Update(want.Range, upgrade.To, upgrade.Ranges) is { } range)
            return want.Before + range + want.After;
        edits.Refuse(upgrade, path, line, want.Refusal ?? $"{Display.Quote(want.Range)} is no range that is understood well enough to let {upgrade.To} in; change it by hand.");
        return null;
    }
}
