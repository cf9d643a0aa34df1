using Cortex.Packages.NuGet;
using Cortex.Packages.Reading;

namespace Cortex.Packages.Editing.NuGet;

/// <summary>
/// One upgrade in the projects that a file speaks for and those they refer to. Projects above them that ask for less are raised,
/// too, since a build refuses a downgrade.
/// </summary>
internal sealed class ProjectUpgrade
{
    private readonly Edits edits;
    private readonly PackageUpgrade upgrade;
    private readonly ProjectScope scope;
    private readonly MsBuildFiles files;
    private readonly VersionProperties properties;
    private bool named;
    private bool refused;

    public ProjectUpgrade(Edits edits, PackageUpgrade upgrade)
    {
        this.edits = edits;
        this.upgrade = upgrade;
        scope = new(edits);
        files = new(edits);
        properties = new(files, [.. scope.All], upgrade.Name);
    }

    public void Run()
    {
        try
        {
            RunUnguarded();
        }
        catch (UnreadableException e)
        {
            edits.Refuse(upgrade, files.Last ?? upgrade.Path, e.Line, e.Message);
        }
    }

    private void RunUnguarded()
    {
        if (ProjectScope.IsMsBuild(upgrade.Path))
            _ = files[upgrade.Path];
        var own = scope.Of(upgrade.Path);
        if (own.Count == 0)
        {
            edits.Refuse(upgrade, upgrade.Path, null, "There is no project beside this file; name the project.");
            return;
        }
        var within = own.Concat(own.SelectMany(scope.Below)).DistinctBy(p => p.Path).ToList();
        foreach (var project in within)
            Change(project, raise: false);
        if (!named)
            Pin(own, within);
        if (refused)
            return;
        foreach (var project in within.SelectMany(scope.Above).DistinctBy(p => p.Path))
            Change(project, raise: true);
        Finish(within, files.Save());
    }

    private void Change(MsBuildProject project, bool raise)
    {
        foreach (var file in project.Files)
        {
            foreach (var item in PackageItems.All(files[file].Root).Where(item => PackageItems.Names(item, upgrade.Name)))
            {
                foreach (var version in PackageItems.Versions(item))
                    Change(project, file, item, version, raise);
                named |= item.Name != "PackageVersion" || file == upgrade.Path || project.PinsTransitives || Asks(project);
            }
            foreach (var sdk in Sdks(files[file].Root))
            {
                Change(project, file, sdk.Element, sdk.Version, raise);
                named = true;
            }
        }
    }

    private void Change(MsBuildProject project, string file, XmlSpan item, XmlValue version, bool raise)
    {
        if (VersionProperties.IsIn(version.Text))
        {
            ChangeProperty(project, file, item, version, raise);
            return;
        }
        if (Write(file, version, raise, item.Line) && PackageItems.ConditionOf(item) is { } condition)
            edits.Note(EditNoteKind.Condition, file, $"{upgrade.Name} is changed on line {item.Line}, where it counts only under {Display.Quote(condition)}.");
    }

    private void ChangeProperty(MsBuildProject project, string file, XmlSpan item, XmlValue version, bool raise)
    {
        if (VersionProperties.NameIn(version.Text) is not { } property)
        {
            Refuse(file, item.Line, $"{Display.Quote(version.Text)} is put together of several parts; change the version by hand.");
            return;
        }
        var definitions = properties.Definitions(project.Files, property).ToList();
        if (definitions.Count == 0)
        {
            Refuse(file, item.Line, $"{Display.Quote(version.Text)} is not defined in the repository's files; define it, or change the version by hand.");
            return;
        }
        foreach (var (where, element, value) in definitions)
        {
            if (!IsConcerned(value.Text, raise))
                continue;
            if (properties.OtherUse(where, element.Name) is { } other)
                Refuse(where, element.Line, $"$({element.Name}) is also the version of {other}, which need not have a {upgrade.To}; give {upgrade.Name} a property of its own.");
            else if (Write(where, value, raise, element.Line) && PackageItems.ConditionOf(element) is { } condition)
                edits.Note(EditNoteKind.Condition, where, $"$({element.Name}) is changed on line {element.Line}, where it counts only under {Display.Quote(condition)}.");
        }
    }

    private bool Write(string file, XmlValue version, bool raise, int line)
    {
        if (!NuGetRange.IsRange(version.Text))
        {
            Refuse(file, line, $"{Display.Quote(version.Text)} is no version that is understood; change it by hand.");
            return false;
        }
        if (!IsConcerned(version.Text, raise))
            return false;
        if (NuGetRange.Update(version.Text, upgrade.To) is not { } written)
        {
            Refuse(file, line, $"{Display.Quote(version.Text)} is no range that is understood well enough to let {upgrade.To} in; change it by hand.");
            return false;
        }
        if (written != version.Text && !(NuGetRequirement.TryRead(version.Text, out var exact) && exact is not null) && !NuGetRange.Gives(version.Text, upgrade.To))
            edits.Note(EditNoteKind.RangeWidened, file, $"{upgrade.Name}: {version.Text.Trim()} did not allow {upgrade.To}; it is {written} now.");
        files[file].Replace(version, written);
        return written != version.Text;
    }

    private bool IsConcerned(string version, bool raise) => raise ? NuGetRange.GivesLess(version, upgrade.To) : NuGetRange.Gives(version, upgrade.From);

    private bool Asks(MsBuildProject project) => project.Files.Any(file => PackageItems.All(files[file].Root)
        .Any(item => item.Name != "PackageVersion" && PackageItems.Names(item, upgrade.Name)));

    /// <summary>Sdk="Name/1.0.0", and the elements that name one with a version.</summary>
    private IEnumerable<(XmlSpan Element, XmlValue Version)> Sdks(XmlSpan root)
    {
        foreach (var element in root.Descendants.Prepend(root).Where(e => e.Name is "Project" or "Sdk" or "Import"))
        {
            if (element["Sdk"] is { } sdk && sdk.Text.IndexOf('/') is > 0 and var slash && sdk.Text[..slash].Equals(upgrade.Name, StringComparison.OrdinalIgnoreCase))
                yield return (element, new(sdk.Text[(slash + 1)..], sdk.Start + slash + 1, sdk.End));
            if ((element.Name == "Sdk" ? element["Name"] : element["Sdk"])?.Text.Equals(upgrade.Name, StringComparison.OrdinalIgnoreCase) == true && element["Version"] is { } version)
                yield return (element, version);
        }
    }

    private void Pin(IReadOnlyList<MsBuildProject> own, IReadOnlyList<MsBuildProject> within)
    {
        foreach (var project in TransitivePin.Places(edits, upgrade, own, within))
        {
            if (!ProjectScope.IsProject(project.Path))
                Refuse(project.Path, null, $"Nothing here asks for {upgrade.Name}; name the project that gets it.");
            else
                new TransitivePin(edits, upgrade, files, project).Add();
        }
    }

    private void Refuse(string file, int? line, string reason)
    {
        refused = true;
        edits.Refuse(upgrade, file, line, reason);
    }

    private void Finish(IReadOnlyList<MsBuildProject> within, IReadOnlyList<string> changed)
    {
        var affected = scope.All.Where(p => p.Files.Any(changed.Contains)).ToList();
        var floating = changed.Count == 0;
        foreach (var project in affected.Concat(affected.SelectMany(scope.Above)).Concat(floating ? within : []).DistinctBy(p => p.Path))
        {
            if (NuGetLockfile.Of(edits, project.Path) is { } lockfile && (!floating || lockfile.Has(upgrade.Name, upgrade.From)))
                edits.Note(EditNoteKind.LockfileNotRegenerated, lockfile.Path,
                    $"Only the registry knows what {upgrade.Name} {upgrade.To} needs: run `dotnet restore --force-evaluate` on {project.Path}.",
                    ["dotnet", "restore", RepositoryPath.Name(project.Path), "--force-evaluate"]);
        }
    }
}
