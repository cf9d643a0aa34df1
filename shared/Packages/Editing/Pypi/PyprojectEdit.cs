using Cortex.Packages.Editing.Texts;
using Cortex.Packages.Editing.Toml;
using Cortex.Packages.Pypi;
using Cortex.Packages.Pypi.Locks;
using Cortex.Packages.Pypi.Projects;
using Cortex.Packages.Reading;

namespace Cortex.Packages.Editing.Pypi;

/// <summary>Edits a pyproject.toml: its standard tables and those of Poetry, PDM, uv and Hatch. The lockfiles are left to their tools.</summary>
internal sealed class PyprojectEdit(Draft draft)
{
    public void Apply()
    {
        var folder = draft.Folder;
        var members = Members(folder);
        foreach (var path in members)
            draft.In(path, text => Raise(text, TomlText.Of(text, draft.Tree)));
        var path0 = RepositoryPath.Below(folder, PyprojectReader.FileName);
        if (!draft.Found && !draft.IsRefused && draft.Exists(path0))
            draft.In(path0, text => new PyprojectOverride(draft, text, TomlText.Of(text, draft.Tree)).Add());
        foreach (var name in PythonLocks.FileNames)
            NoteLock(RepositoryPath.Below(folder, name));
        foreach (var above in RepositoryPath.Upwards(folder).Skip(1))
            NoteLock(RepositoryPath.Below(above, UvLock.FileName));
    }

    // What uv calls a workspace has one lockfile for all of its members.
    private IReadOnlyList<string> Members(string folder)
    {
        var own = RepositoryPath.Below(folder, PyprojectReader.FileName);
        var found = draft.Exists(RepositoryPath.Below(folder, UvLock.FileName))
            ? RepositoryListing.Below(draft.Tree, folder, path => RepositoryPath.Name(path) == PyprojectReader.FileName)
            : [];
        return draft.Exists(own) && !found.Contains(own) ? [own, .. found] : found;
    }

    private void Raise(EditedText text, TomlText toml)
    {
        var root = toml.Root;
        RaiseAll(text, toml, root.At("project", "dependencies"));
        foreach (var (_, list) in Lists(root))
            RaiseAll(text, toml, list);
        foreach (var (_, environment) in root.Entries("tool", "hatch", "envs"))
        {
            RaiseAll(text, toml, environment["dependencies"]);
            RaiseAll(text, toml, environment["extra-dependencies"]);
        }
        RaisePoetry(text, toml, root.At("tool", "poetry", "dependencies"));
        RaisePoetry(text, toml, root.At("tool", "poetry", "dev-dependencies"));
        RaisePoetry(text, toml, root.At("tool", "pdm", "resolution", "overrides"));
        foreach (var (_, group) in root.Entries("tool", "poetry", "group"))
            RaisePoetry(text, toml, group["dependencies"]);
        foreach (var (name, source) in root.Entries("tool", "uv", "sources"))
        {
            if (PypiName.Normalize(name) == PypiName.Normalize(draft.Upgrade.Name) && source["index"] is null)
                draft.Refuse(text.Path, source.Line, $"{draft.Upgrade.Name} comes from an address and not from an index; change it by hand.");
        }
    }

    private static IEnumerable<KeyValuePair<string, TomlTree>> Lists(TomlTree root)
    {
        var uv = root.Entries("tool", "uv")
            .Where(e => e.Key is "dev-dependencies" or "constraint-dependencies" or "override-dependencies" or "build-constraint-dependencies");
        return root.Entries("project", "optional-dependencies")
            .Concat(root.Entries("dependency-groups"))
            .Concat(root.Entries("tool", "pdm", "dev-dependencies"))
            .Concat(root.Entries("tool", "flit", "metadata").Where(e => e.Key == "requires"))
            .Concat(root.Entries("build-system").Where(e => e.Key == "requires"))
            .Concat(uv);
    }

    private void RaiseAll(EditedText text, TomlText toml, TomlTree? list)
    {
        foreach (var item in list?.Items ?? [])
        {
            if (item.Text is not { } requirement || RequirementText.Find(requirement, 0, requirement.Length)?.IsNamed(draft.Upgrade.Name) != true)
                continue;
            var (start, end) = toml.ContentOf(item);
            RequirementEdit.Raise(draft, text, start, end);
        }
    }

    private void RaisePoetry(EditedText text, TomlText toml, TomlTree? table)
    {
        foreach (var (name, entry) in table?.Table ?? [])
        {
            if (PypiName.Normalize(name) != PypiName.Normalize(draft.Upgrade.Name))
                continue;
            var all = entry.Items ?? [entry];
            // Of pins for several Pythons only that of the version in use is meant, if it is there.
            bool IsMeant(TomlTree one) => Pin(one) == draft.Upgrade.From || Pin(one) == draft.Upgrade.To;
            var isPinned = all.Any(IsMeant);
            foreach (var one in all.Where(one => !isPinned || Pin(one) is null || IsMeant(one)))
                RaiseConstraint(draft, text, toml, one);
        }
    }

    private static string? Pin(TomlTree entry) =>
        (entry.Text ?? entry["version"]?.Text) is { } text && PoetryRange.IsPin(text) ? text.TrimStart('=', ' ') : null;

    /// <summary>Raises "name = constraint" and "name = { version = constraint }".</summary>
    public static void RaiseConstraint(Draft draft, EditedText text, TomlText toml, TomlTree entry)
    {
        draft.Found = true;
        var value = entry.Text is not null ? entry : entry["version"];
        if (value?.Text is not { } before)
        {
            draft.Refuse(text.Path, entry.Line, $"{draft.Upgrade.Name} comes from an address and not from an index; change it by hand.");
            return;
        }
        try
        {
            if (PoetryRange.Raise(before, draft.Upgrade.To, draft.Upgrade.Ranges) is not { } after)
            {
                draft.Refuse(text.Path, value.Line, $"{Display.Quote(before)} cannot be raised to {draft.Upgrade.To} in its own style; change it by hand.");
                return;
            }
            if (after != before && !PoetryRange.IsPin(before) && !PoetryRange.Allows(before, draft.Upgrade.To))
                draft.NoteWidened(text.Path, before, after);
            toml.Replace(value, after);
        }
        catch (VersionFormatException e)
        {
            draft.Refuse(text.Path, value.Line, e.Message);
        }
    }

    private void NoteLock(string path)
    {
        if (!draft.Exists(path) || PythonLocks.TryParse(draft.Tree, path) is not { } locked || !draft.Found)
            return;
        var name = PypiName.Normalize(draft.Upgrade.Name);
        if (locked.Packages.Any(p => PypiName.Normalize(p.Name) == name && p.Version is { } version && PypiRequirement.IsVersion(version) && Below(version)))
            draft.NoteLock(path, CommandFor(RepositoryPath.Name(path)));
    }

    private bool Below(string version)
    {
        try
        {
            return VersionOrder.Compare("pypi", version, draft.Upgrade.To) < 0;
        }
        catch (VersionFormatException)
        {
            return true;
        }
    }

    private string[] CommandFor(string name) => name switch
    {
        UvLock.FileName => ["uv", "lock", "--upgrade-package", $"{draft.Upgrade.Name}=={draft.Upgrade.To}"],
        PoetryLock.FileName => ["poetry", "update", "--lock", draft.Upgrade.Name],
        PdmLock.FileName => ["pdm", "update", "--no-sync", draft.Upgrade.Name],
        _ => ["pip", "lock", "."],
    };
}
