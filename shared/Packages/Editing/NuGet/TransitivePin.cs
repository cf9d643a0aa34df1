using Cortex.Packages.Reading;

namespace Cortex.Packages.Editing.NuGet;

/// <summary>
/// Pins a package that a project gets through others: a central version where transitive pinning is on, else a reference of its own.
/// https://learn.microsoft.com/nuget/consume-packages/central-package-management#transitive-pinning.
/// </summary>
internal sealed class TransitivePin(Edits edits, PackageUpgrade upgrade, MsBuildFiles files, MsBuildProject project)
{
    /// <summary>Beside what brings it in: the project itself, or one that it refers to.</summary>
    public static IReadOnlyList<MsBuildProject> Places(Edits edits, PackageUpgrade upgrade, IReadOnlyList<MsBuildProject> own, IReadOnlyList<MsBuildProject> within)
    {
        var places = within.Where(p => NuGetLockfile.Of(edits, p.Path)?.Bringers(upgrade.Name).Count > 0).ToList();
        var named = places.Where(own.Contains).ToList();
        return named.Count > 0 ? named : places.Count > 0 ? places : own;
    }

    public void Add()
    {
        var bringers = NuGetLockfile.Of(edits, project.Path)?.Bringers(upgrade.Name) ?? [];
        var because = bringers.Count == 0 ? "comes with other packages" : $"comes with {string.Join(", ", bringers.Order(StringComparer.OrdinalIgnoreCase))}";
        if (!project.ManagesVersionsCentrally)
        {
            AddTo(project.Path, "PackageReference", $"Version=\"{Escaped}\"");
            Note(project.Path, because);
            return;
        }
        var central = project.CentralFile!;
        var version = PackageItems.All(files[central].Root).Where(i => i.Name == "PackageVersion" && PackageItems.Names(i, upgrade.Name)).SelectMany(PackageItems.Versions).FirstOrDefault();
        var isHigher = version is not null && NuGetRange.IsLower(upgrade.To, version.Text);
        if (version is null)
            AddTo(central, "PackageVersion", $"Version=\"{Escaped}\"");
        else if (!isHigher && NuGetRange.GivesLess(version.Text, upgrade.To) && NuGetRange.Update(version.Text, upgrade.To) is { } raised)
            files[central].Replace(version, raised);
        if (!project.PinsTransitives)
            AddTo(project.Path, "PackageReference", isHigher ? $"VersionOverride=\"{Escaped}\"" : "");
        Note(project.PinsTransitives ? central : project.Path, because);
    }

    private string Escaped => XmlEdit.Escaped(upgrade.To);

    private void Note(string path, string because) =>
        edits.Note(EditNoteKind.Override, path, $"{upgrade.Name} {because} and is asked for directly to be at {upgrade.To}. Take it out when they ask for that themselves.");

    private void AddTo(string path, string kind, string version)
    {
        var edit = files[path];
        var element = $"<{kind} Include=\"{XmlEdit.Escaped(upgrade.Name)}\"{(version.Length == 0 ? "" : " " + version)} />";
        var group = edit.Root.Descendants.FirstOrDefault(g => g.Name == "ItemGroup" && g["Condition"] is null && g.Parent == edit.Root && g.Children.Exists(c => c.Name == kind && c["Include"] is not null));
        if (group is null)
        {
            edit.InsertGroup(element);
            return;
        }
        var behind = group.Children.LastOrDefault(c => c.Name == kind && string.Compare(PackageItems.Ids(c).FirstOrDefault() ?? "", upgrade.Name, StringComparison.OrdinalIgnoreCase) < 0);
        edit.Insert(group, behind, element);
    }
}
