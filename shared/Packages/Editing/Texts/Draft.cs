using Cortex.Packages.Reading;

namespace Cortex.Packages.Editing.Texts;

/// <summary>The edits of one upgrade, which are made together or not at all.</summary>
internal sealed class Draft(PackageUpgrade upgrade, Edits edits)
{
    private readonly Dictionary<string, EditedText> open = new(StringComparer.Ordinal);
    private readonly List<EditNote> notes = [];
    private readonly HashSet<(string, int?, string)> refusals = [];

    public PackageUpgrade Upgrade => upgrade;

    public RepositoryFiles Tree => edits.Tree;

    public ReadLimits Limits => edits.Tree.Limits;

    /// <summary>Whether a place that asks for the package was seen, changed or not.</summary>
    public bool Found { get; set; }

    public bool IsRefused => refusals.Count > 0;

    public string Folder => RepositoryPath.Folder(upgrade.Path);

    public bool Exists(string path) => open.ContainsKey(path) || edits.Exists(path);

    /// <exception cref="UnreadableException">The file cannot be read, or is not to be edited as it is.</exception>
    public EditedText Open(string path)
    {
        if (!open.TryGetValue(path, out var text))
            open[path] = text = new(path, edits.Text(path));
        return text;
    }

    /// <summary>Does something about a file, whose troubles are refusals with its path.</summary>
    public void In(string path, Action<EditedText> act)
    {
        try
        {
            act(Open(path));
        }
        catch (UnreadableException e)
        {
            Refuse(path, e.Line, e.Message);
        }
        catch (VersionFormatException e)
        {
            Refuse(path, null, e.Message);
        }
    }

    public void Refuse(string path, int? line, string reason)
    {
        if (refusals.Add((path, line, reason)))
            edits.Refuse(upgrade, path, line, reason);
    }

    public void Note(EditNoteKind kind, string path, string text, params string[] command) =>
        notes.Add(new(kind, path, text) { Command = command.Length == 0 ? null : command });

    /// <summary>Says that the file is its tool's to write, and how.</summary>
    public void NoteLock(string path, params string[] command) => Note(EditNoteKind.LockfileNotRegenerated, path,
        $"The lockfile is as it was and may still have {upgrade.Name} {upgrade.From}; run '{string.Join(' ', command)}'.", command);

    public void NoteOverride(string path, string how) => Note(EditNoteKind.Override, path,
        $"{upgrade.Name} is not asked for here itself; {how}.");

    public void NoteWidened(string path, string before, string after) => Note(EditNoteKind.RangeWidened, path,
        $"{upgrade.Name} {upgrade.To} was outside of '{Display.Printable(before)}', which is '{Display.Printable(after)}' now.");

    /// <summary>Hands all over, unless something was refused.</summary>
    public void Commit()
    {
        if (IsRefused)
            return;
        foreach (var (path, text) in open)
        {
            if (text.IsChanged)
                edits.Write(path, text.Result());
        }
        foreach (var note in notes)
            edits.Note(note.Kind, note.Path, note.Text, note.Command);
    }

    /// <summary>Runs an ecosystem's edit of an upgrade whose name and version are plain words.</summary>
    public static void Run(PackageUpgrade upgrade, Edits edits, Func<string, bool> isVersion, Action<Draft> edit)
    {
        var draft = new Draft(upgrade, edits);
        if (upgrade.Name.Length == 0 || upgrade.Name.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || "\"'<>&\\#${}".Contains(c, StringComparison.Ordinal)))
            draft.Refuse(upgrade.Path, null, $"{Display.Quote(upgrade.Name)} can be no package's name; correct it.");
        else if (RepositoryPath.Combine("", upgrade.Path) != upgrade.Path || upgrade.Path.Length == 0)
            draft.Refuse(upgrade.Path, null, "The path is not one inside the repository; give the file in which the package was found.");
        else if (!isVersion(upgrade.To))
            draft.Refuse(upgrade.Path, null, $"{Display.Quote(upgrade.To)} is no version that {upgrade.Name} can have; give the version to be at.");
        else
            edit(draft);
        if (!draft.IsRefused && !draft.Found)
            draft.Refuse(upgrade.Path, null, $"No place was found that asks for {upgrade.Name}; change the version by hand.");
        draft.Commit();
    }
}
