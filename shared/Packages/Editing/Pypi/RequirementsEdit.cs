using Cortex.Packages.Editing.Texts;
using Cortex.Packages.Pypi;
using Cortex.Packages.Reading;

namespace Cortex.Packages.Editing.Pypi;

/// <summary>
/// Edits a requirements file with all that pip reads together with it: the files it includes, those that include it, constraints, and the
/// ".in" files that pip-compile and uv make it from.
/// </summary>
internal sealed class RequirementsEdit(Draft draft)
{
    private const int MaxFiles = 256;

    public void Apply()
    {
        var files = Together();
        foreach (var file in files)
            draft.In(file, Raise);
        if (!draft.Found && !draft.IsRefused)
            Add(files);
    }

    private void Raise(EditedText text)
    {
        var joined = RequirementsText.Joined(text.Text);
        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in RequirementsText.Entries(joined))
        {
            if (entry.Line.Text.IndexOf("#egg=", StringComparison.Ordinal) is > 0 and var egg
                && RequirementText.Find(entry.Line.Text, egg + 5, entry.Line.Text.Length)?.IsNamed(draft.Upgrade.Name) == true)
                draft.Refuse(text.Path, text.LineOf(entry.Start), $"{draft.Upgrade.Name} comes from an address and not from an index; change the address by hand.");
            if (entry.Line.IsOption || entry.Line.IsPath || RequirementText.Find(joined, entry.Start, entry.RequirementEnd)?.IsNamed(draft.Upgrade.Name) != true)
                continue;
            var parsed = PypiRequirement.Parse(entry.Line.Requirement);
            if (parsed?.Version is { } version && !seen.TryAdd(parsed.Marker, version) && seen[parsed.Marker] != version)
                draft.Refuse(text.Path, text.LineOf(entry.Start), $"{parsed.Name} is pinned to {seen[parsed.Marker]} above and to {version} here; remove one of the two.");
            if (entry.HasHashes)
                RaiseHashed(text, joined, entry);
            else
                RequirementEdit.Raise(draft, text, entry.Start, entry.RequirementEnd, joined);
        }
    }

    /// <summary>A hash cannot be made up; what a tool wrote from a source is left to it.</summary>
    private void RaiseHashed(EditedText text, string joined, RequirementsEntry entry)
    {
        draft.Found = true;
        var found = RequirementText.Find(joined, entry.Start, entry.RequirementEnd)!;
        if (PypiRequirement.Pinned(joined[found.Start..found.End]) is { } pinned && VersionOrder.Compare("pypi", pinned, draft.Upgrade.To) >= 0)
            return;
        if (SourceOf(text.Path) is { } source)
            draft.NoteLock(text.Path, "pip-compile", "--generate-hashes", "--upgrade-package", $"{draft.Upgrade.Name}=={draft.Upgrade.To}", RepositoryPath.Name(source));
        else
            draft.Refuse(text.Path, text.LineOf(entry.Start),
                $"{found.Name} is pinned with hashes, which only the index knows; run 'pip hash' on {draft.Upgrade.Name} {draft.Upgrade.To} and change the line by hand.");
    }

    private void Add(IReadOnlyList<string> files)
    {
        var constraints = files.FirstOrDefault(f => RepositoryPath.Name(f).Contains("constraints", StringComparison.OrdinalIgnoreCase));
        var target = constraints ?? SourceOf(draft.Upgrade.Path) ?? draft.Upgrade.Path;
        draft.In(target, text =>
        {
            var joined = RequirementsText.Joined(text.Text);
            var entries = RequirementsText.Entries(joined).Where(e => !e.Line.IsOption && !e.Line.IsPath).ToList();
            if (entries.Find(e => e.HasHashes) is { } hashed)
            {
                draft.Refuse(target, text.LineOf(hashed.Start),
                    $"The file wants hashes, which only the index knows; add {draft.Upgrade.Name}=={draft.Upgrade.To} with its hashes by hand.");
                return;
            }
            if (text.Text.TrimEnd('\r', '\n').EndsWith('\\'))
            {
                draft.Refuse(target, text.LineOf(text.Text.Length - 1), "The last line goes on on one that is not there; end it without '\\'.");
                return;
            }
            draft.Found = true;
            var pins = entries.Count > 0 && entries.TrueForAll(e => PypiRequirement.Parse(e.Line.Requirement)?.Version is not null);
            text.Append($"{draft.Upgrade.Name}{(pins ? "==" : ">=")}{draft.Upgrade.To}");
            draft.NoteOverride(target, constraints is null ? "the line that was added raises what others ask for" : "the constraint that was added raises what others ask for");
        });
    }

    private string? SourceOf(string path)
    {
        var name = RepositoryPath.Name(path);
        var stem = name[..(name.LastIndexOf('.') is > 0 and var point ? point : name.Length)];
        var source = RepositoryPath.Below(RepositoryPath.Folder(path), stem + ".in");
        return source != path && draft.Exists(source) ? source : null;
    }

    /// <summary>The files that are read together with the upgrade's, it first.</summary>
    private List<string> Together()
    {
        var files = new List<string>();
        Close(draft.Upgrade.Path, files);
        foreach (var neighbour in RepositoryPath.Upwards(draft.Folder).SelectMany(folder => RepositoryListing.In(draft.Tree, folder, IsRequirements)))
        {
            var closure = new List<string>();
            Close(neighbour, closure);
            if (closure.Contains(draft.Upgrade.Path))
                files.AddRange(closure.Except(files));
        }
        return files;
    }

    private static bool IsRequirements(string path) =>
        (path.EndsWith(".txt", StringComparison.Ordinal) || path.EndsWith(".in", StringComparison.Ordinal))
        && (RepositoryPath.Name(path).Contains("requirements", StringComparison.OrdinalIgnoreCase) || RepositoryPath.Name(RepositoryPath.Folder(path)) == "requirements");

    private void Close(string path, List<string> files)
    {
        if (files.Count >= MaxFiles || files.Contains(path) || !draft.Exists(path))
            return;
        files.Add(path);
        if (SourceOf(path) is { } source)
            Close(source, files);
        foreach (var target in Named(path))
            Close(target, files);
    }

    private List<string> Named(string path)
    {
        try
        {
            var folder = RepositoryPath.Folder(path);
            return [.. RequirementsText.Entries(RequirementsText.Joined(draft.Open(path).Text))
                .Select(entry => entry.Line.Included ?? entry.Line.Constraining)
                .Select(named => named is null ? null : RepositoryPath.Combine(folder, named))
                .OfType<string>().Where(target => target.Length > 0)];
        }
        catch (UnreadableException)
        {
            // What is to be edited is refused when it is; what only stands beside it is nobody's trouble.
            return [];
        }
    }
}
