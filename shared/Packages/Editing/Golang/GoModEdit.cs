using Cortex.Packages.Editing.Texts;
using Cortex.Packages.Golang;
using Cortex.Packages.Reading;

namespace Cortex.Packages.Editing.Golang;

/// <summary>Edits a go.mod: its requirements and the modules that it puts in place of others. A go.sum has hashes and is left to the go command.</summary>
internal sealed class GoModEdit(Draft draft)
{
    private readonly string module = draft.Upgrade.Name;
    private readonly string to = GoTarget.Written(draft.Upgrade.Name, draft.Upgrade.To);

    public void Apply(string path, bool add)
    {
        draft.In(path, text =>
        {
            var lines = GoLine.Of(text.Text).ToList();
            if (module == GoModule.StandardLibrary)
            {
                GoReleaseEdit.Apply(draft, text, lines);
                return;
            }
            foreach (var line in lines)
                Raise(text, line);
            if (!draft.Found && !draft.IsRefused && add)
                GoRequirement.Add(draft, text, lines, module, to);
        });
        NoteSums(path);
    }

    private void Raise(EditedText text, GoLine line)
    {
        switch (line.Verb)
        {
            case "require" when line.Word(0) == module:
                RaiseWord(text, line, 1);
                break;
            case "exclude" when line.Word(0) == module && line.Word(1) == to:
                draft.Refuse(text.Path, text.LineOf(line.Start), $"{to} is excluded; remove the line or take another version.");
                break;
            case "replace":
                RaiseReplacement(text, line);
                break;
        }
    }

    private void RaiseReplacement(EditedText text, GoLine line)
    {
        var arrow = line.Words.ToList().FindIndex(word => word.Text == "=>");
        var used = line.Word(arrow + 1);
        if (arrow is not (1 or 2) || used is null)
            return;
        if (used == module && arrow + 2 < line.Words.Count)
            RaiseWord(text, line, arrow + 2);
        else if (arrow == 1 && line.Word(0) == module && used != module)
            draft.Refuse(text.Path, text.LineOf(line.Start), $"{Display.Quote(used)} is used in place of {module}; change it by hand.");
    }

    private void RaiseWord(EditedText text, GoLine line, int at)
    {
        draft.Found = true;
        if (at >= line.Words.Count || GoModule.Version(line.Words[at].Text) is null)
            draft.Refuse(text.Path, text.LineOf(line.Start), $"{Display.Quote(line.Word(at) ?? "")} is no version of {module}; run 'go mod tidy'.");
        else if (VersionOrder.Compare("golang", line.Words[at].Text, to) < 0)
            text.Replace(line.Words[at].Start, line.Words[at].End, to);
    }

    /// <summary>Says what the go command has to write beside the file.</summary>
    public void NoteSums(string path)
    {
        if (!draft.Found || module == GoModule.StandardLibrary)
            return;
        var folder = RepositoryPath.Folder(path);
        var sums = path.EndsWith(".work", StringComparison.Ordinal) ? path + ".sum" : RepositoryPath.Below(folder, "go.sum");
        if (draft.Exists(sums) && !HasSum(sums))
            draft.Note(EditNoteKind.LockfileNotRegenerated, sums, $"The hashes of {module} {to} are not in the file; run 'go mod tidy'.", "go", "mod", "tidy");
        var vendored = RepositoryPath.Below(folder, "vendor/modules.txt");
        if (draft.Exists(vendored) && !HasSum(vendored))
            draft.Note(EditNoteKind.LockfileNotRegenerated, vendored, $"The vendored source of {module} is not that of {to}; run 'go mod vendor'.", "go", "mod", "vendor");
    }

    private bool HasSum(string path)
    {
        try
        {
            var text = draft.Open(path).Text;
            return text.Contains($"{module} {to} h1:", StringComparison.Ordinal) || text.Contains($"# {module} {to}\n", StringComparison.Ordinal);
        }
        catch (UnreadableException)
        {
            return false;
        }
    }
}
