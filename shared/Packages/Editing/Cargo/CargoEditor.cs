using Cortex.Packages.Cargo;
using Cortex.Packages.Editing.Texts;

namespace Cortex.Packages.Editing.Cargo;

/// <summary>Edits Cargo.toml. A Cargo.lock has checksums and is left to cargo.</summary>
internal sealed class CargoEditor : IPackageEditor
{
    public string Ecosystem => "cargo";

    public void Edit(PackageUpgrade upgrade, Edits edits) => Draft.Run(upgrade, edits, CargoRequirement.IsVersion, draft =>
    {
        if (!CargoName.IsValid(upgrade.Name))
            draft.Refuse(upgrade.Path, null, CargoName.Complaint(upgrade.Name));
        else
            new CargoEdit(draft).Apply();
    });
}
