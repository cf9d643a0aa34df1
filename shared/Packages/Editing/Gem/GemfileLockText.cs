using Cortex.Packages.Editing.Texts;

namespace Cortex.Packages.Editing.Gem;

/// <summary>What a Gemfile.lock repeats of the manifests. The versions that it resolved are Bundler's to find.</summary>
internal static class GemfileLockText
{
    /// <summary>Repeats the requirements as Bundler writes them, in the list of dependencies and, for a gemspec, at its own gem.</summary>
    public static void Replace(EditedText text, string name, IReadOnlyList<string> requirements, bool ofGemspec)
    {
        foreach (var (start, line, section) in Lines(text))
        {
            var indent = line.Length - line.TrimStart(' ').Length;
            if (!(section == "DEPENDENCIES" && indent == 2) && !(ofGemspec && section == "PATH" && indent == 6))
                continue;
            var content = line.Trim();
            var (open, close) = (line.IndexOf('(', StringComparison.Ordinal), line.LastIndexOf(')'));
            if (content.Split(' ', 2)[0].TrimEnd('!') == name && open >= 0 && open < close)
                text.Replace(start + open, start + close + 1, $"({Written(requirements)})");
        }
    }

    public static void Add(EditedText text, string name, string requirement)
    {
        var entries = Lines(text).Where(l => l.Section == "DEPENDENCIES" && l.Line.StartsWith("  ", StringComparison.Ordinal)).ToList();
        if (entries.Count == 0)
            return;
        var entry = $"  {name} ({requirement})";
        var next = entries.Find(e => string.CompareOrdinal(e.Line.Trim(), name) > 0);
        if (next.Line is null)
            text.InsertAfterLine(entries[^1].Start, entry);
        else
            text.Insert(next.Start, entry + text.NewLine);
    }

    private static string Written(IEnumerable<string> requirements) => string.Join(", ", requirements
        .Select(r => char.IsAsciiDigit(r[0]) ? "= " + r : Spaced(r))
        .OrderDescending(StringComparer.Ordinal));

    private static string Spaced(string requirement)
    {
        var sign = new string([.. requirement.TakeWhile(c => c is '=' or '<' or '>' or '~' or '!')]);
        return $"{sign} {requirement[sign.Length..].Trim()}";
    }

    private static IEnumerable<(int Start, string Line, string Section)> Lines(EditedText text)
    {
        var section = "";
        for (var start = 0; start < text.Text.Length;)
        {
            var end = text.LineEnd(start);
            var line = text.Text[start..end];
            if (line.Length > 0 && line[0] != ' ')
                section = line.Trim();
            else
                yield return (start, line, section);
            start = text.Text.IndexOf('\n', end) is >= 0 and var next ? next + 1 : text.Text.Length;
        }
    }
}
