using Cortex.Packages.Editing.Texts;
using Cortex.Packages.Gem;

namespace Cortex.Packages.Editing.Gem;

/// <summary>Edits Gemfiles, gemspecs and what a Gemfile.lock repeats of them.</summary>
internal sealed class GemEditor : IPackageEditor
{
    public string Ecosystem => "gem";

    public void Edit(PackageUpgrade upgrade, Edits edits) => Draft.Run(upgrade, edits, GemVersion.IsVersion, draft =>
    {
        if (!GemName.IsValid(upgrade.Name))
            draft.Refuse(upgrade.Path, null, GemName.Complaint(upgrade.Name));
        else
            new GemEdit(draft).Apply();
    });
}
