using System.Text.RegularExpressions;
using Cortex.Packages.Editing.Maven;
using Cortex.Packages.Editing.Texts;
using Cortex.Packages.Reading;

namespace Cortex.Packages.Editing.Gradle;

/// <summary>
/// Edits coordinates in build files, in Groovy and Kotlin: "group:artifact:version" and the form with named arguments, with a version that
/// stands there or in a variable that is set once.
/// </summary>
internal sealed partial class GradleScripts(Draft draft, IReadOnlyList<string> files)
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
        if (!text.Text.Contains(name[1], StringComparison.Ordinal))
            return;
        foreach (Match match in Coordinates().Matches(text.Text).Concat(Arguments().Matches(text.Text)))
        {
            if (match.Groups["group"].Value != name[0] || match.Groups["name"].Value != name[1] || IsComment(text, match.Index))
                continue;
            var version = match.Groups["version"];
            draft.Found = true;
            if (Variable().Match(version.Value) is { Success: true } variable)
                RaiseVariable(text, version, variable.Groups["name"].Value);
            else if (version.Value.Contains('$', StringComparison.Ordinal))
                draft.Refuse(text.Path, text.LineOf(match.Index), $"The version {Display.Quote(version.Value)} is computed; change it by hand.");
            else
                Replace(text, version.Index, version.Value);
        }
    }

    private void RaiseVariable(EditedText text, Group version, string path)
    {
        var variable = path[(path.LastIndexOf('.') + 1)..];
        var found = Definitions(variable);
        if (found.Count != 1)
        {
            draft.Refuse(text.Path, text.LineOf(version.Index), $"The variable {Display.Quote(variable)} is set {found.Count} times in plain words; change the version by hand.");
            return;
        }
        var (definedIn, at, value) = found[0];
        if (!IsSharedWithStrangers(variable))
            Replace(definedIn, at, value);
        else if (GradleRange.Raise(value, draft.Upgrade.To) is { } after && after != value)
            text.Replace(version.Index, version.Index + version.Length, after);
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
            var pattern = text.Path.EndsWith(".properties", StringComparison.Ordinal) ? Property() : Assignment();
            found.AddRange(pattern.Matches(text.Text)
                .Where(match => match.Groups["name"].Value == variable && !IsComment(text, match.Groups["name"].Index))
                .Select(match => (text, match.Groups["value"].Index, match.Groups["value"].Value)));
        }
        return found;
    }

    private bool IsSharedWithStrangers(string variable) => Readable()
        .SelectMany(text => Coordinates().Matches(text.Text).Concat(Arguments().Matches(text.Text)))
        .Any(match => Variable().Match(match.Groups["version"].Value).Groups["name"].Value is var used
            && used[(used.LastIndexOf('.') + 1)..] == variable
            && !PackageFamily.Same(draft.Upgrade.Name, $"{match.Groups["group"].Value}:{match.Groups["name"].Value}"));

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

    [GeneratedRegex("""["'](?<group>[A-Za-z0-9_.-]+):(?<name>[A-Za-z0-9_.-]+):(?<version>[^"':@\s]+)[^"'\n]*["']""", RegexOptions.NonBacktracking)]
    private static partial Regex Coordinates();

    [GeneratedRegex("""\bgroup\s*[:=]\s*["'](?<group>[^"'\n]+)["']\s*,\s*name\s*[:=]\s*["'](?<name>[^"'\n]+)["']\s*,\s*version\s*[:=]\s*["'](?<version>[^"'\n]+)["']""", RegexOptions.NonBacktracking)]
    private static partial Regex Arguments();

    [GeneratedRegex(@"^\$(?:\{\s*)?(?<name>[A-Za-z_][A-Za-z0-9_.]*)\s*\}?$", RegexOptions.NonBacktracking)]
    private static partial Regex Variable();

    [GeneratedRegex("""\b(?<name>[A-Za-z_][A-Za-z0-9_]*)(?:["']\s*\]|["'])?\s*(?::\s*String\s*=|[=:,])\s*["'](?<value>[^"'$\n]+)["']""", RegexOptions.NonBacktracking)]
    private static partial Regex Assignment();

    [GeneratedRegex(@"(?m)^[ \t]*(?<name>[A-Za-z_][A-Za-z0-9_]*)[ \t]*[=:][ \t]*(?<value>[^\s#]+)", RegexOptions.NonBacktracking)]
    private static partial Regex Property();
}
