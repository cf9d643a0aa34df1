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
        foreach (var (_, plugin) in toml.Root.Entries("plugins"))
        {
            if (PluginOf(plugin) is { } id && $"{id}:{id}.gradle.plugin" == draft.Upgrade.Name)
                Raise(plugin);
        }
    }

    private void Raise(TomlTree library)
    {
        if (library.Text is { } whole && whole.LastIndexOf(':') is > 0 and var colon && whole[..colon] is var name && (name == NameOf(library) || name == PluginOf(library)))
        {
            draft.Found = true;
            if (Raised(library, whole[(colon + 1)..]) is { } after)
                toml.Replace(library, $"{name}:{after}");
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
        if (VersionNamed(name) is not { } version)
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
        toml.Root.Entries("libraries").Where(l => Alias(l.Value.At("version", "ref")?.Text ?? "") == Alias(reference)).Select(l => NameOf(l.Value) ?? "")
            .Concat(toml.Root.Entries("plugins").Where(p => Alias(p.Value.At("version", "ref")?.Text ?? "") == Alias(reference)).Select(p => p.Value["id"]?.Text ?? ""))
            .Any(name => !PackageFamily.Same(draft.Upgrade.Name, name));

    // Aliases are the same with '-', '_' and '.'.
    private TomlTree? VersionNamed(string name) => toml.Root.Entries("versions").FirstOrDefault(v => Alias(v.Key) == Alias(name)).Value;

    private static string Alias(string name) => name.Replace('-', '.').Replace('_', '.');

    private static string? PluginOf(TomlTree plugin) => plugin["id"]?.Text ?? (plugin.Text?.Split(':') is [var id, _] ? id : null);

    private static string? NameOf(TomlTree library) =>
        library["group"]?.Text is { } group && library["name"]?.Text is { } name ? $"{group}:{name}"
        : (library.Text ?? library["module"]?.Text)?.Split(':') is [var g, var a, ..] ? $"{g}:{a}" : null;

    [GeneratedRegex("""version(?:\s*\.\s*ref\s*=\s*|\s*=\s*(?<open>\{)\s*ref\s*=\s*)(?:"[^"]*"|'[^']*')$""", RegexOptions.NonBacktracking)]
    private static partial Regex Reference();
}
