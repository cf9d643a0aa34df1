using Cortex.Packages.Editing.Texts;
using Cortex.Packages.Editing.Toml;
using Cortex.Packages.Pypi;
using Cortex.Packages.Pypi.Pipenv;
using Cortex.Packages.Reading;

namespace Cortex.Packages.Editing.Pypi;

/// <summary>Edits a Pipfile. Pipfile.lock has hashes and is left to pipenv.</summary>
internal static class PipfileEdit
{
    private static readonly HashSet<string> Settings = new(["source", "requires", "pipenv", "scripts", "build-system"], StringComparer.Ordinal);

    public static void Apply(Draft draft)
    {
        var path = RepositoryPath.Below(draft.Folder, Pipfile.FileName);
        draft.In(path, text =>
        {
            var toml = TomlText.Of(text, draft.Tree);
            foreach (var (_, table) in toml.Root.Table!.Where(t => !Settings.Contains(t.Key)))
            {
                foreach (var (name, entry) in table.Table ?? [])
                {
                    if (PypiName.Normalize(name) == PypiName.Normalize(draft.Upgrade.Name))
                        PyprojectEdit.RaiseConstraint(draft, text, toml, entry);
                }
            }
            if (draft.Found || draft.IsRefused)
                return;
            draft.Found = true;
            var line = $"{draft.Upgrade.Name} = \">={draft.Upgrade.To}\"";
            if (!toml.AddToTable("packages", line))
                toml.AddTable("packages", line);
            draft.NoteOverride(path, "it was added as a package of the project, so that what others ask for is raised");
        });
        var locked = RepositoryPath.Below(draft.Folder, PipfileLockReader.FileName);
        if (draft.Exists(locked))
            draft.NoteLock(locked, "pipenv", "upgrade", draft.Upgrade.Name);
    }
}
