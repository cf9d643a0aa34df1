using Cortex.Packages.Editing.Texts;
using Cortex.Packages.Editing.Toml;
using Cortex.Packages.Pypi.Locks;
using Cortex.Packages.Reading;

namespace Cortex.Packages.Editing.Pypi;

/// <summary>Raises a package that the project does not ask for, by the means that its tool has for it.</summary>
internal sealed class PyprojectOverride(Draft draft, EditedText text, TomlText toml)
{
    private string Requirement => $"{draft.Upgrade.Name}>={draft.Upgrade.To}";

    public void Add()
    {
        draft.Found = true;
        var root = toml.Root;
        if (HasLock(UvLock.FileName) || root.At("tool", "uv") is not null)
            AddToUv(root);
        else if (HasLock(PdmLock.FileName) || root.At("tool", "pdm") is not null)
            AddEntry("tool.pdm.resolution.overrides", $"{draft.Upgrade.Name} = \">={draft.Upgrade.To}\"", "the override that was added raises what others ask for");
        else if (root.At("tool", "poetry", "dependencies") is not null)
            AddEntry("tool.poetry.dependencies", $"{draft.Upgrade.Name} = \">={draft.Upgrade.To}\"",
                "it was added as a dependency of the project, so that what others ask for is raised");
        else
            AddToProject(root);
    }

    private bool HasLock(string name) => draft.Exists(RepositoryPath.Below(draft.Folder, name));

    private void AddToUv(TomlTree root)
    {
        if (root.At("tool", "uv", "constraint-dependencies") is { Items: not null } list)
            toml.AddToArray(list, Requirement);
        else if (!toml.AddToTable("tool.uv", $"constraint-dependencies = [\"{Requirement}\"]"))
            toml.AddTable("tool.uv", $"constraint-dependencies = [\"{Requirement}\"]");
        draft.NoteOverride(text.Path, "the constraint that was added raises what others ask for");
    }

    private void AddEntry(string header, string line, string how)
    {
        if (!toml.AddToTable(header, line))
            toml.AddTable(header, line);
        draft.NoteOverride(text.Path, how);
    }

    private void AddToProject(TomlTree root)
    {
        if (root.At("project", "dependencies") is { Items: { } items } list)
        {
            var spaced = items.Count > 0 && items.TrueForAll(item => item.Text?.Contains(" (", StringComparison.Ordinal) == true);
            toml.AddToArray(list, spaced ? $"{draft.Upgrade.Name} (>={draft.Upgrade.To})" : Requirement);
        }
        else if (!toml.AddToTable("project", $"dependencies = [\"{Requirement}\"]"))
        {
            draft.Refuse(text.Path, null, $"The file has no [project] table to add {draft.Upgrade.Name} to; add it by hand.");
            return;
        }
        draft.NoteOverride(text.Path, "it was added as a dependency of the project, so that what others ask for is raised");
    }
}
