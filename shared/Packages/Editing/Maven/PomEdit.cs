using Cortex.Packages.Editing.Texts;
using Cortex.Packages.Maven;

namespace Cortex.Packages.Editing.Maven;

/// <summary>Edits a pom.xml, and the poms of the repository that it has its versions from.</summary>
internal static class PomEdit
{
    public const string Extensions = "extensions.xml";

    /// <summary>Edits .mvn/extensions.xml: https://maven.apache.org/ref/3-LATEST/maven-embedder/core-extensions.html.</summary>
    public static void ApplyToExtensions(Draft draft) => draft.In(draft.Upgrade.Path, text =>
    {
        var file = PomText.Of(text, draft.Tree, "extensions");
        foreach (var entry in file.Project.All("extension").Where(entry => file.NameOf(entry) == draft.Upgrade.Name && entry.Child("version") is not null))
        {
            draft.Found = true;
            if (file.Value(entry, "version") is { } written && MavenRange.Raise(written, draft.Upgrade.To) is { } after)
                file.Replace(entry.Child("version")!, after);
            else
                draft.Refuse(text.Path, text.LineOf(entry.Start), "The version is not written as plain text; change it by hand.");
        }
    });

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
