using Cortex.Packages.Editing.Texts;

namespace Cortex.Packages.Editing.GithubActions;

/// <summary>Edits the "uses:" of workflows and composite actions. What is pinned to a commit is left alone: only the action's repository knows the commit of a tag.</summary>
internal sealed class GithubActionsEditor : IPackageEditor
{
    public string Ecosystem => "githubactions";

    public void Edit(PackageUpgrade upgrade, Edits edits) => Draft.Run(upgrade, edits, UsesEdit.IsVersion, draft =>
    {
        if (upgrade.Name.Split('/') is not [{ Length: > 0 }, { Length: > 0 }])
            draft.Refuse(upgrade.Path, null, $"{Display.Quote(upgrade.Name)} can be no action's name; write its owner and repository, as actions/checkout.");
        else
            draft.In(upgrade.Path, text => UsesEdit.Raise(draft, text));
    });
}
