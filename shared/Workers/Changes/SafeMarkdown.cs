using System.Globalization;
using System.Text;

namespace Cortex.Workers.Changes;

/// <summary>
/// Text of a target as Markdown that cannot do anything: no markup, no links, no mention of a person, no reference to an issue, no quick action.
/// A reference is broken with a zero-width space because hosts look for it in what is rendered, where an escaped character is a plain one again.
/// </summary>
public static class SafeMarkdown
{
    private const int MostText = 400;

    /// <summary>Marks that hosts turn into mentions and references when a word follows.</summary>
    private const string References = "@#!~%$&^";
    private const string Markup = "\\`*_{}[]|";

    /// <summary>At the beginning of a line these make lists, headings or, for GitLab, commands.</summary>
    private const string AtStart = "-+=/";

    /// <summary>One line of running text.</summary>
    public static string Text(string text, int most = MostText)
    {
        var safe = new StringBuilder(text.Length + 16);
        var line = Line(text, most);
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            if (References.Contains(c, StringComparison.Ordinal))
                safe.Append(CultureInfo.InvariantCulture, $"&#{(int)c};").Append(i + 1 < line.Length && line[i + 1] != ' ' ? "&#8203;" : "");
            else if (c is '<' or '>')
                safe.Append(c == '<' ? "&lt;" : "&gt;");
            else if (Markup.Contains(c, StringComparison.Ordinal))
                safe.Append('\\').Append(c);
            else if ((i == 0 && AtStart.Contains(c, StringComparison.Ordinal)) || (c is '.' or ')' && i > 0 && line.AsSpan(0, i).IndexOfAnyExceptInRange('0', '9') < 0 && (i + 1 == line.Length || line[i + 1] == ' ')))
                safe.Append(CultureInfo.InvariantCulture, $"&#{(int)c};");
            else if (c == ':' && line.AsSpan(i).StartsWith("://"))
                safe.Append("&#58;&#8203;");
            else if (c is 'w' or 'W' && line.AsSpan(i).StartsWith("www.", StringComparison.OrdinalIgnoreCase))
                safe.Append(c).Append("&#8203;");
            else
                safe.Append(c);
        }

        return safe.ToString();
    }

    /// <summary>One line as code, in which nothing is markup.</summary>
    public static string Code(string text) => Code(text, MostText);

    public static string Code(string text, int most)
    {
        var line = Line(text, most);
        if (line.Length == 0)
            return "(empty)";
        var fence = new string('`', LongestRun(line) + 1);
        return line[0] == '`' || line[^1] == '`' ? $"{fence} {line} {fence}" : fence + line + fence;
    }

    /// <summary>A list; what is beyond <paramref name="most"/> is counted. The items are Markdown already.</summary>
    public static string List(IReadOnlyList<string> items, int most = 30)
    {
        var list = new StringBuilder();
        foreach (var item in items.Take(most))
            list.Append("- ").Append(item).Append('\n');
        if (items.Count > most)
            list.Append(CultureInfo.InvariantCulture, $"- and {items.Count - most} more\n");
        return list.ToString();
    }

    /// <summary>Control, bidirectional and other invisible characters are left out; white space is one space.</summary>
    private static string Line(string text, int most)
    {
        var line = new StringBuilder(Math.Min(text.Length, most) + 2);
        foreach (var rune in text.EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            if (Rune.IsWhiteSpace(rune) || category is UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
            {
                if (line.Length > 0 && line[^1] != ' ')
                    line.Append(' ');
            }
            else if (category is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned))
                line.Append(rune);
            if (line.Length > most)
            {
                line.Length = char.IsLowSurrogate(line[most - 1]) ? most - 2 : most - 1;
                return line.ToString().TrimEnd() + "…";
            }
        }

        return line.ToString().TrimEnd();
    }

    private static int LongestRun(string line)
    {
        var (longest, run) = (0, 0);
        foreach (var c in line)
        {
            run = c == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }
}
