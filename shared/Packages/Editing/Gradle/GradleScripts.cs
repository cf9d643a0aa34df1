using System.Text.RegularExpressions;
using Cortex.Packages.Editing.Maven;
using Cortex.Packages.Editing.Texts;
using Cortex.Packages.Reading;

namespace Cortex.Packages.Editing.Gradle;

/// <summary>
/// Edits coordinates in build files, in Groovy and Kotlin: "group:artifact:version" and the form with named arguments, with a version that
/// stands there or in a variable that is set once.
/// </summary>
internal sealed class GradleScripts(Draft draft, IReadOnlyList<string> files)
{
    private readonly string[] name = draft.Upgrade.Name.Split(':');

    public void Apply()
    {
        if (name.Length != 2)
            return;
        foreach (var path in files.Where(path => !path.EndsWith(".properties", StringComparison.Ordinal)))
            draft.In(path, Raise);
    }

    private void Raise(EditedText text)
    {
        foreach (var match in Mentions(text))
        {
            if ((NameOf(match) != draft.Upgrade.Name && !ListsInSet(text, match)) || IsComment(text, match.Index))
                continue;
            var version = match.Groups["version"];
            draft.Found = true;
            if (VariableOf(match) is { } variable)
                RaiseVariable(text, match, version, variable);
            else if (version.Value.Contains('$', StringComparison.Ordinal))
                draft.Refuse(text.Path, text.LineOf(match.Index), $"The version {Display.Quote(version.Value)} is computed; change it by hand.");
            else
                Replace(text, version.Index, version.Value);
        }
    }

    private void RaiseVariable(EditedText text, Match mention, Group version, string variable)
    {
        var found = Definitions(variable);
        // What is set in the file itself comes before what is set elsewhere.
        if (found.FindAll(d => d.Text == text) is { Count: > 0 } own)
            found = own;
        if (found.Count != 1)
        {
            draft.Refuse(text.Path, text.LineOf(version.Index), $"The variable {Display.Quote(variable)} is set {found.Count} times in plain words; change the version by hand.");
            return;
        }
        var (definedIn, at, value) = found[0];
        if (!IsSharedWithStrangers(variable))
            Replace(definedIn, at, value);
        else if (GradleRange.Raise(value, draft.Upgrade.To) is { } after && after != value)
            text.Replace(version.Index, version.Index + version.Length, mention.Groups["bare"].Success ? $"'{after}'" : after);
    }

    private void Replace(EditedText text, int at, string written)
    {
        if (GradleRange.Raise(written, draft.Upgrade.To) is not { } after)
        {
            draft.Refuse(text.Path, text.LineOf(at), $"{Display.Quote(written)} cannot be raised to {draft.Upgrade.To} in its own style; change it by hand.");
            return;
        }
        if (after != written && GradleRange.IsRange(written))
            draft.NoteWidened(text.Path, written, after);
        text.Replace(at, at + written.Length, after);
    }

    private List<(EditedText Text, int At, string Value)> Definitions(string variable)
    {
        var found = new List<(EditedText, int, string)>();
        foreach (var text in Readable())
        {
            var pattern = text.Path.EndsWith(".properties", StringComparison.Ordinal) ? GradleTexts.Property() : GradleTexts.Assignment();
            found.AddRange(pattern.Matches(text.Text)
                .Where(match => match.Groups["name"].Value == variable && !IsComment(text, match.Groups["name"].Index))
                .Select(match => (text, match.Groups["value"].Index, match.Groups["value"].Value)));
        }
        return found;
    }

    private bool IsSharedWithStrangers(string variable) => Readable()
        .SelectMany(Mentions)
        .Any(match => VariableOf(match) == variable && !PackageFamily.Same(draft.Upgrade.Name, NameOf(match)));

    private static IEnumerable<Match> Mentions(EditedText text) => GradleTexts.Coordinates().Matches(text.Text)
        .Concat(GradleTexts.Joined().Matches(text.Text))
        .Concat(GradleTexts.Texts().Matches(text.Text))
        .Concat(GradleTexts.Rich().Matches(text.Text))
        .Concat(GradleTexts.Arguments().Matches(text.Text))
        .Concat(GradleTexts.Plugin().Matches(text.Text))
        .Concat(GradleTexts.DependencySet().Matches(text.Text));

    // The entries of a set end where its bracket closes.
    private bool ListsInSet(EditedText text, Match set)
    {
        if (set.Groups["group"].Value != name[0] || text.Text[set.Index + set.Length - 1] != '{')
            return false;
        var (depth, end) = (1, set.Index + set.Length);
        for (; end < text.Text.Length && depth > 0; end++)
            depth += text.Text[end] switch { '{' => 1, '}' => -1, _ => 0 };
        return GradleTexts.Entry().Matches(text.Text[(set.Index + set.Length)..end]).Any(entry => entry.Groups["name"].Value == name[1]);
    }

    // A plugin is found by a package that only names it.
    private static string NameOf(Match match) => match.Groups["plugin"] is { Success: true } plugin
        ? (match.Groups["kotlin"].Success ? "org.jetbrains.kotlin." : "") + plugin.Value is var id ? $"{id}:{id}.gradle.plugin" : ""
        : $"{match.Groups["group"].Value}:{match.Groups["name"].Value}";

    private static string? VariableOf(Match match)
    {
        if (match.Groups["bare"].Success)
            return match.Groups["bare"].Value.Split('.')[^1];
        return GradleTexts.Variable().Match(match.Groups["version"].Value) is { Success: true } variable ? variable.Groups["name"].Value : null;
    }

    private IEnumerable<EditedText> Readable()
    {
        foreach (var path in files)
        {
            EditedText text;
            try
            {
                text = draft.Open(path);
            }
            catch (UnreadableException)
            {
                continue;
            }
            yield return text;
        }
    }

    private static bool IsComment(EditedText text, int at) => text.Text.AsSpan(text.LineStart(at)..at).TrimStart() is var before
        && (before.StartsWith("//") || before.StartsWith("*") || before.StartsWith("/*") || before.StartsWith("#"));
}
