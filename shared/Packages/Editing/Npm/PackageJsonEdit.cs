using Cortex.Packages.Npm;
using Cortex.Packages.Reading;

namespace Cortex.Packages.Editing.Npm;

/// <summary>Changes what one package.json asks for.</summary>
internal sealed class PackageJsonEdit(Edits edits, PackageUpgrade upgrade, string folder)
{
    public static readonly string[] Sections = ["dependencies", "devDependencies", "optionalDependencies", "peerDependencies"];

    private readonly string path = RepositoryPath.Below(folder, PackageJson.FileName);

    public List<NpmChange> Changes { get; } = [];

    /// <summary>Whether it asks for the package, in whichever version.</summary>
    public bool Asks { get; private set; }

    /// <param name="locked">The version that a lockfile gives to what stands under a key; null when none says.</param>
    public void Edit(Func<string, string, string?> locked)
    {
        var json = JsonEdit.Of(edits, path);
        foreach (var section in Sections)
        {
            foreach (var member in json.Root[section]?.Members ?? [])
            {
                if (member.Value.Text is not { } text || NpmWant.Parse(member.Name, text) is not { } want || want.Name != upgrade.Name)
                    continue;
                Asks = true;
                _ = json.Root[section]!.Member(member.Name);
                if (want.IsCatalog)
                    Changes.Add(new(folder, section, member.Name, text, text) { Catalog = want.Catalog });
                else if (IsConcerned(want, locked(member.Name, text)))
                    Change(json, section, member, want);
            }
        }
        json.Apply();
    }

    private bool IsConcerned(NpmWant want, string? locked)
    {
        if (want.Refusal is not null || upgrade.From.Length == 0 || want.Range == upgrade.From)
            return true;
        if (NpmVersion.Exact(want.Range) is { } exact)
            return exact == upgrade.From;
        return locked is not null ? locked == upgrade.From : NpmRange.IsTag(want.Range) || want.Range.Length == 0 || NpmRange.Allows(want.Range, upgrade.From);
    }

    private void Change(JsonEdit json, string section, JsonMember member, NpmWant want)
    {
        if (want.Refusal is not null)
        {
            edits.Refuse(upgrade, path, member.Value.Line, want.Refusal);
            return;
        }
        var strategy = section == "peerDependencies" ? RangeStrategy.Widen : upgrade.Ranges;
        if (NpmRange.Update(want.Range, upgrade.To, strategy) is not { } range)
        {
            edits.Refuse(upgrade, path, member.Value.Line,
                $"{Display.Quote(want.Range)} is no range that is understood well enough to let {upgrade.To} in; change it by hand.");
            return;
        }
        if (NpmVersion.Exact(want.Range) is null && range != want.Range && !NpmRange.Allows(want.Range, upgrade.To))
            edits.Note(EditNoteKind.RangeWidened, path, $"{member.Name}: {want.Range.Trim()} did not allow {upgrade.To}; it is {range.Trim()} now.");
        var text = want.Before + range + want.After;
        if (want.IsTag && text != member.Value.Text)
            edits.Note(EditNoteKind.ByHand, path, $"{member.Name} comes from git: see that its repository has a tag for {upgrade.To}.");
        json.Replace(member.Value, text);
        Changes.Add(new(folder, section, member.Name, member.Value.Text!, text));
    }
}

/// <param name="Folder">Of the package.json.</param>
/// <param name="Section">In which it stands.</param>
/// <param name="Key">The left side.</param>
/// <param name="Before">The right side as it was.</param>
/// <param name="After">As it is now, which may be the same.</param>
internal sealed record NpmChange(string Folder, string Section, string Key, string Before, string After)
{
    /// <summary>The catalog that gives the range, if one does.</summary>
    public string? Catalog { get; init; }
}
