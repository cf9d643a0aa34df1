using Cortex.Packages.Editing.Texts;
using Cortex.Packages.Hex;

namespace Cortex.Packages.Editing.Hex;

/// <summary>Edits mix.exs. A mix.lock has checksums and is left to mix.</summary>
internal sealed class HexEditor : IPackageEditor
{
    public string Ecosystem => "hex";

    public void Edit(PackageUpgrade upgrade, Edits edits) => Draft.Run(upgrade, edits, HexVersion.IsVersion, draft =>
    {
        if (!HexName.IsValid(upgrade.Name))
            draft.Refuse(upgrade.Path, null, HexName.Complaint(upgrade.Name));
        else
            new MixEdit(draft).Apply();
    });
}
