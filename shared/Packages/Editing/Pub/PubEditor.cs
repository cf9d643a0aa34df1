using Cortex.Packages.Editing.Texts;
using Cortex.Packages.Pub;

namespace Cortex.Packages.Editing.Pub;

/// <summary>Edits pubspec.yaml. A pubspec.lock has checksums and is left to pub.</summary>
internal sealed class PubEditor : IPackageEditor
{
    public string Ecosystem => "pub";

    public void Edit(PackageUpgrade upgrade, Edits edits) => Draft.Run(upgrade, edits, PubVersion.IsVersion, draft =>
    {
        if (!PubName.IsValid(upgrade.Name))
            draft.Refuse(upgrade.Path, null, PubName.Complaint(upgrade.Name));
        else
            new PubspecEdit(draft).Apply();
    });
}
