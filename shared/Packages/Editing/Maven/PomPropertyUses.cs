using Cortex.Packages.Editing.Texts;
using Cortex.Packages.Reading;

namespace Cortex.Packages.Editing.Maven;

/// <summary>Which packages have their version from a property. Those of one family are released together.</summary>
internal sealed class PomPropertyUses(Draft draft, PomLineage lineage)
{
    /// <summary>Whether packages of another family than the upgrade's use the property, or a project itself does, here or where it is inherited.</summary>
    public bool HasStrangers(PomText definedIn, string property)
    {
        var reference = $"${{{property}}}";
        var inherit = RepositoryListing.Below(draft.Tree, RepositoryPath.Folder(definedIn.Text.Path), path => RepositoryPath.Name(path) == "pom.xml")
            .Where(path => lineage.Poms.All(pom => pom.Text.Path != path))
            .Select(path => TryRead(path, reference)).OfType<PomText>();
        return lineage.Poms.Concat(inherit).Any(pom => IsIn(reference, pom.Value(pom.Project, "version")) || pom.Entries
            .Where(entry => IsIn(reference, pom.Value(entry, "version")))
            .Any(entry => !PackageFamily.Same(draft.Upgrade.Name, lineage.Resolve(pom.NameOf(entry)))));
    }

    private static bool IsIn(string reference, string? version) => version?.Contains(reference, StringComparison.Ordinal) == true;

    private PomText? TryRead(string path, string reference)
    {
        try
        {
            var text = draft.Open(path);
            return text.Text.Contains(reference, StringComparison.Ordinal) ? PomText.Of(text, draft.Tree) : null;
        }
        catch (UnreadableException)
        {
            return null;
        }
    }
}
