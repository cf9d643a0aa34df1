using Cortex.Packages.Editing.Gradle;
using Cortex.Packages.Editing.Texts;
using Cortex.Packages.Maven;
using Cortex.Packages.Reading;

namespace Cortex.Packages.Editing.Maven;

/// <summary>Edits the files in which Maven's and Gradle's projects ask for packages.</summary>
internal sealed class MavenEditor : IPackageEditor
{
    public string Ecosystem => "maven";

    public void Edit(PackageUpgrade upgrade, Edits edits) => Draft.Run(upgrade, edits, MavenCoordinates.IsVersion, draft =>
    {
        if (RepositoryPath.Name(upgrade.Path) == "pom.xml" || upgrade.Path.EndsWith(".pom", StringComparison.Ordinal))
            PomEdit.Apply(draft);
        else if (RepositoryPath.Name(upgrade.Path) == PomEdit.Extensions)
            PomEdit.ApplyToExtensions(draft);
        else
            GradleEdit.Apply(draft);
    });
}
