using Cortex.Packages.Editing.Texts;
using Cortex.Packages.Golang;
using Cortex.Packages.Reading;

namespace Cortex.Packages.Editing.Golang;

/// <summary>Edits go.mod and go.work.</summary>
internal sealed class GolangEditor : IPackageEditor
{
    public string Ecosystem => "golang";

    public void Edit(PackageUpgrade upgrade, Edits edits) => Draft.Run(upgrade, edits, IsVersion, draft =>
    {
        var name = RepositoryPath.Name(upgrade.Path);
        if (!GoModule.IsPath(upgrade.Name))
            draft.Refuse(upgrade.Path, null, GoModule.Complaint(upgrade.Name));
        else if (GoTarget.Complaint(upgrade.Name, upgrade.To) is { } complaint)
            draft.Refuse(upgrade.Path, null, complaint);
        else if (name.StartsWith("go.work", StringComparison.Ordinal))
            EditWorkspace(draft, RepositoryPath.Below(draft.Folder, "go.work"));
        else
            EditModule(draft, RepositoryPath.Below(draft.Folder, "go.mod"));
    });

    private static void EditModule(Draft draft, string path)
    {
        new GoModEdit(draft).Apply(path, add: true);
        // A workspace's replacements come before those of its modules.
        foreach (var work in RepositoryPath.Upwards(draft.Folder).Select(folder => RepositoryPath.Below(folder, "go.work")).Where(draft.Exists).Take(1))
        {
            if (draft.Upgrade.Name != GoModule.StandardLibrary)
                new GoModEdit(draft).Apply(work, add: false);
        }
    }

    private static void EditWorkspace(Draft draft, string path)
    {
        new GoModEdit(draft).Apply(path, add: false);
        if (draft.Found || draft.IsRefused)
            return;
        draft.In(path, text =>
        {
            foreach (var used in GoLine.Of(text.Text).Where(line => line.Verb == "use").Select(line => line.Word(0)).OfType<string>())
            {
                if (RepositoryPath.Combine(draft.Folder, used) is { } folder && draft.Exists(RepositoryPath.Below(folder, "go.mod")))
                    new GoModEdit(draft).Apply(RepositoryPath.Below(folder, "go.mod"), add: false);
            }
        });
        new GoModEdit(draft).NoteSums(path);
    }

    private static bool IsVersion(string text) =>
        GoModule.Version("v" + text.TrimStart('v')) is not null || GoRelease.Parse(text) is not null;
}
