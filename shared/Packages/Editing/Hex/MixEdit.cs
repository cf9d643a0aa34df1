using System.Text.RegularExpressions;
using Cortex.Packages.Editing.Texts;
using Cortex.Packages.Hex;
using Cortex.Packages.Reading;

namespace Cortex.Packages.Editing.Hex;

/// <summary>Raises what the projects of an umbrella ask for: https://hexdocs.pm/elixir/Version.html#module-requirements.</summary>
internal sealed partial class MixEdit(Draft draft)
{
    private const string LockName = "mix.lock";

    internal static readonly RangeStyle Style = new((a, b) => VersionOrder.Compare("hex", a, b),
    [
        ("!=", RangeClauseKind.Not), (">=", RangeClauseKind.GreaterOrEqual), ("<=", RangeClauseKind.LessOrEqual), ("~>", RangeClauseKind.Pessimistic),
        ("==", RangeClauseKind.Exact), (">", RangeClauseKind.Greater), ("<", RangeClauseKind.Less), ("", RangeClauseKind.Exact),
    ], " and ");

    public void Apply()
    {
        var root = RepositoryPath.Upwards(draft.Folder).FirstOrDefault(above => draft.Exists(RepositoryPath.Below(above, LockName))) ?? draft.Folder;
        foreach (var path in RepositoryListing.Below(draft.Tree, root, path => RepositoryPath.Name(path) == MixExs.FileName))
            draft.In(path, Raise);
        var own = RepositoryPath.Below(root, MixExs.FileName);
        if (!draft.Found && !draft.IsRefused && draft.Exists(own))
            draft.In(own, Add);
        var locked = RepositoryPath.Below(root, LockName);
        if (draft.Found && draft.Exists(locked) && draft.Open(locked).Text.Contains($"\"{draft.Upgrade.From}\"", StringComparison.Ordinal))
            draft.NoteLock(locked, "mix", "deps.update", draft.Upgrade.Name);
    }

    private void Raise(EditedText text)
    {
        foreach (Match entry in Entry().Matches(text.Text))
        {
            var package = Package().Match(entry.Value) is { Success: true } other ? other.Groups["name"].Value : entry.Groups["name"].Value;
            if (package != draft.Upgrade.Name || IsComment(text, entry.Index))
                continue;
            draft.Found = true;
            var line = text.LineOf(entry.Index);
            if (!entry.Groups["wanted"].Success || Source().IsMatch(entry.Value))
                draft.Refuse(text.Path, line, $"{draft.Upgrade.Name} comes from a repository or a folder and not from Hex; change it by hand.");
            else
                Replace(text, entry.Groups["wanted"], line);
        }
    }

    private void Replace(EditedText text, Group wanted, int line)
    {
        var alternatives = wanted.Value.Split(" or ");
        // One alternative that allows the version is enough; where none does, another is added.
        if (alternatives.Length > 1 && Array.Exists(alternatives, a => VersionRange.Parse(a, Style)?.Allows(draft.Upgrade.To) == true))
            return;
        if (RangeEdit.Raise(draft, text.Path, line, alternatives[^1], Style) is { } after)
            text.Replace(wanted.Index, wanted.Index + wanted.Length, alternatives.Length > 1 ? $"{wanted.Value} or {after.Trim()}" : after);
    }

    private void Add(EditedText text)
    {
        if (MixList.LastEntryOf(text.Text) is not var (last, comma, list))
        {
            draft.Refuse(text.Path, null, $"No list of dependencies in plain words was found; add {draft.Upgrade.Name} with 'override: true' by hand.");
            return;
        }
        draft.Found = true;
        var entry = $"{{:{draft.Upgrade.Name}, \"~> {draft.Upgrade.To}\", override: true}}";
        if (last < 0)
        {
            text.Insert(list + 1, entry);
        }
        else if (text.LineOf(list) == text.LineOf(last))
        {
            text.Insert(last, $", {entry}");
        }
        else
        {
            if (comma < 0)
                text.Insert(last, ",");
            text.InsertAfterLine(comma < 0 ? last : comma, text.IndentOf(last) + entry + (comma < 0 ? "" : ","));
        }
        draft.NoteOverride(text.Path, "the dependency that was added overrides what others ask for");
    }

    private static bool IsComment(EditedText text, int at) => text.Text.AsSpan(text.LineStart(at)..at).Contains('#');

    [GeneratedRegex("""\{\s*:(?<name>[A-Za-z0-9_]+)\s*,\s*(?:"(?<wanted>[^"]*)"|[a-z_]+:)[^{}]*\}""", RegexOptions.NonBacktracking)]
    private static partial Regex Entry();

    [GeneratedRegex(@"\bhex:\s*:(?<name>[A-Za-z0-9_]+)", RegexOptions.NonBacktracking)]
    private static partial Regex Package();

    [GeneratedRegex(@"\b(?:path|git|github):\s|\bin_umbrella:\s*true", RegexOptions.NonBacktracking)]
    private static partial Regex Source();
}
