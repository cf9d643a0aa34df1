using Cortex.Packages.Reading;

namespace Cortex.Packages.Editing.NuGet;

/// <summary>
/// A packages.config, and the paths into the packages folder that the projects beside it have. Assembly versions, which only the
/// package knows, stay.
/// </summary>
internal sealed class PackagesConfigEdit(Edits edits, PackageUpgrade upgrade)
{
    public void Edit()
    {
        var config = XmlEdit.Of(edits, upgrade.Path);
        var packages = config.Root.Children.Where(p => p.Name == "package" && p["id"]?.Text.Equals(upgrade.Name, StringComparison.OrdinalIgnoreCase) == true).ToList();
        if (packages.Count == 0)
        {
            edits.Refuse(upgrade, upgrade.Path, null, $"Nothing here asks for {upgrade.Name}; name a file that does.");
            return;
        }
        foreach (var package in packages.Where(p => p["version"] is { } version && NuGetRange.Gives(version.Text, upgrade.From)))
        {
            if (package["allowedVersions"] is { } allowed && !NuGetRange.Gives(allowed.Text, upgrade.To))
            {
                edits.Refuse(upgrade, upgrade.Path, package.Line, $"allowedVersions is {Display.Quote(allowed.Text)}, which {upgrade.To} is not in; change that first.");
                return;
            }
            config.Replace(package["version"]!, upgrade.To);
        }
        if (!config.Save())
            return;
        var changed = edits.Manifests.Where(path => ProjectScope.IsProject(path) && RepositoryPath.Folder(path) == RepositoryPath.Folder(upgrade.Path)).Where(FollowPaths).ToList();
        foreach (var project in changed)
            edits.Note(EditNoteKind.ByHand, project,
                $"The paths to {upgrade.Name} are those of {upgrade.To} now. Check the assembly version in its Reference and in binding redirects: only the package knows it.");
    }

    private bool FollowPaths(string project)
    {
        var edit = XmlEdit.Of(edits, project);
        foreach (var element in edit.Root.Descendants.Prepend(edit.Root))
        {
            foreach (var value in element.Attributes.Values.Append(element.Text).OfType<XmlValue>())
                edit.Rewrite(value, Followed);
        }
        return edit.Save();
    }

    /// <summary>In "..\packages\Name.1.0.0\lib", the folder of the package.</summary>
    private string Followed(string text)
    {
        var old = $"{upgrade.Name}.{upgrade.From}";
        for (var at = text.IndexOf(old, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(old, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            var end = at + old.Length;
            if (at > 0 && text[at - 1] is '\\' or '/' && end < text.Length && text[end] is '\\' or '/')
                text = $"{text[..at]}{text.AsSpan(at, upgrade.Name.Length)}.{upgrade.To}{text[end..]}";
        }
        return text;
    }
}
