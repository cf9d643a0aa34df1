using Cortex.Packages.Editing.Texts;
using Cortex.Packages.Golang;

namespace Cortex.Packages.Editing.Golang;

/// <summary>Raises the release of Go that builds a module: https://go.dev/doc/toolchain.</summary>
internal static class GoReleaseEdit
{
    public static void Apply(Draft draft, EditedText text, IReadOnlyList<GoLine> lines)
    {
        var to = draft.Upgrade.To.TrimStart('v');
        var toolchain = lines.LastOrDefault(line => line.Verb == "toolchain" && line.Word(0)?.StartsWith("go", StringComparison.Ordinal) == true);
        var language = lines.LastOrDefault(line => line.Verb == "go" && line.Words.Count == 1);
        if (toolchain is not null)
            Replace(text, toolchain.Words[0], 2, to);
        else if (language is not null && IsLanguageOnly(language.Words[0].Text))
            text.InsertAfterLine(language.Start, $"\ntoolchain go{to}");
        else if (language is not null)
            Replace(text, language.Words[0], 0, to);
        draft.Found = toolchain is not null || language is not null;
    }

    // "go 1.21" names a language; before 1.21 no line named a toolchain.
    private static bool IsLanguageOnly(string release) =>
        GoRelease.Parse(release) is { } version
        && (version.Major, version.Minor).CompareTo((1, 21)) >= 0
        && release.Split('.').Length == 2
        && release.All(c => char.IsAsciiDigit(c) || c == '.');

    private static void Replace(EditedText text, GoWord word, int prefix, string to)
    {
        var written = word.Text[prefix..].Split('-')[0];
        if (VersionOrder.Compare("golang", written, to) < 0)
            text.Replace(word.Start + prefix, word.Start + prefix + written.Length, to);
    }
}
