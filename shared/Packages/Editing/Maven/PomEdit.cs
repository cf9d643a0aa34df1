using Cortex.Packages.Editing.Texts;
using Cortex.Packages.Maven;

namespace Cortex.Packages.Editing.Maven;

/// <summary>Edits a pom.xml, and the poms of the repository that it has its versions from.</summary>
internal static class PomEdit
{
    public static void Apply(Draft draft) => draft.In(draft.Upgrade.Path, _ =>
    {
        var lineage = PomLineage.Of(draft, draft.Upgrade.Path);
        if (draft.Upgrade.Name.Split(':') is not [var group, var artifact] || !MavenCoordinates.IsId(group) || !MavenCoordinates.IsId(artifact))
        {
            draft.Refuse(draft.Upgrade.Path, null, MavenCoordinates.Complaint(draft.Upgrade.Name));
            return;
        }
        var edit = new PomVersionEdit(draft, lineage);
        foreach (var pom in lineage.Poms)
        {
            foreach (var entry in pom.Entries.Where(entry => entry.Child("version") is not null && lineage.Resolve(pom.NameOf(entry)) == draft.Upgrade.Name))
                edit.Raise(pom, entry);
        }
        if (!draft.Found && !draft.IsRefused)
            new PomOverride(draft, lineage.Poms[0]).Add();
    });
}
