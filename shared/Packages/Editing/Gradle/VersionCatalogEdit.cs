using System.Text.RegularExpressions;
using Cortex.Packages.Editing.Maven;
using Cortex.Packages.Editing.Texts;
using Cortex.Packages.Editing.Toml;
using Cortex.Packages.Reading;

namespace Cortex.Packages.Editing.Gradle;

/// <summary>Edits a version catalogue: https://docs.gradle.org/current/userguide/version_catalogs.html.</summary>
internal sealed partial class VersionCatalogEdit
{
    private readonly Draft draft;
    private readonly EditedText text;
    private readonly TomlText toml;

    public VersionCatalogEdit(Draft draft, EditedText text) =>
        (this.draft, this.text, toml) = (draft, text, TomlText.Of(text, draft.Tree));

    public void Apply()
    {
        foreach (var (_, library) in toml.Root.Entries("libraries"))
        {
            if (NameOf(library) == draft.Upgrade.Name)
                Raise(library);
        }
    }

    private void Raise(TomlTree library)
    {
        if (library.Text?.Split(':') is [_, _, var written])
        {
            draft.Found = true;
            if (Raised(library, written) is { } after && after != written)
                toml.Replace(library, $"{draft.Upgrade.Name}:{after}");
        }
        else if (library["version"] is { } version)
        {
            draft.Found = true;
            if (version["ref"]?.Text is { } reference)
                RaiseReference(library, version["ref"]!, reference);
            else
                RaiseValue(version);
        }
    }

    private void RaiseReference(TomlTree library, TomlTree reference, string name)
    {
        if (toml.Root.At("versions", name) is not { } version)
            draft.Refuse(text.Path, library.Line, $"There is no version {Display.Quote(name)}; add it to [versions].");
        else if (!IsSharedWithStrangers(name))
            RaiseValue(version);
        else if (version.Text is { } written && Raised(version, written) is { } after && after != written)
            ReplaceReference(reference, after);
    }

    // "version.ref = x" and "version = { ref = x }" become "version = to".
    private void ReplaceReference(TomlTree reference, string version)
    {
        var before = text.Text[text.LineStart(reference.Start)..reference.End];
        var after = text.Text[reference.End..];
        if (Reference().Match(before) is not { Success: true } match)
        {
            draft.Refuse(text.Path, reference.Line, "The version is shared with other packages; give this library a version of its own by hand.");
            return;
        }
        var closing = match.Groups["open"].Success ? after.IndexOf('}', StringComparison.Ordinal) + 1 : 0;
        text.Replace(reference.End - match.Length, reference.End + closing, $"version = \"{version}\"");
    }

    private void RaiseValue(TomlTree version)
    {
        // A rich version says what it requires in one or more ways, and rejects some.
        foreach (var value in version.Text is null ? (version.Table ?? []).Where(v => v.Key is "strictly" or "require" or "prefer").Select(v => v.Value) : [version])
        {
            if (value.Text is { } written && Raised(value, written) is { } after)
                toml.Replace(value, after);
        }
    }

    private string? Raised(TomlTree at, string written)
    {
        if (GradleRange.Raise(written, draft.Upgrade.To) is not { } after)
        {
            draft.Refuse(text.Path, at.Line, $"{Display.Quote(written)} cannot be raised to {draft.Upgrade.To} in its own style; change it by hand.");
            return null;
        }
        if (after != written && GradleRange.IsRange(written))
            draft.NoteWidened(text.Path, written, after);
        return after;
    }

    private bool IsSharedWithStrangers(string reference) =>
        toml.Root.Entries("libraries").Where(l => l.Value.At("version", "ref")?.Text == reference).Select(l => NameOf(l.Value) ?? "")
            .Concat(toml.Root.Entries("plugins").Where(p => p.Value.At("version", "ref")?.Text == reference).Select(p => p.Value["id"]?.Text ?? ""))
            .Any(name => !PackageFamily.Same(draft.Upgrade.Name, name));

    private static string? NameOf(TomlTree library) =>
        library["group"]?.Text is { } group && library["name"]?.Text is { } name ? $"{group}:{name}"
        : (library.Text ?? library["module"]?.Text)?.Split(':') is [var g, var a, ..] ? $"{g}:{a}" : null;

    [GeneratedRegex("""version(?:\s*\.\s*ref\s*=\s*|\s*=\s*(?<open>\{)\s*ref\s*=\s*)(?:"[^"]*"|'[^']*')$""", RegexOptions.NonBacktracking)]
    private static partial Regex Reference();
}
