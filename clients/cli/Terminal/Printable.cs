using System.Globalization;
using System.Text;

namespace Cortex.Cli.Terminal;

/// <summary>Text of a target on its way to a terminal: no control or direction characters, one line.</summary>
internal static class Printable
{
    public static string Of(string text)
    {
        if (text.All(IsHarmless))
            return text;
        var clean = new StringBuilder(text.Length);
        foreach (var c in text)
            clean.Append(IsHarmless(c) ? c : ' ');
        return clean.ToString();
    }

    private static bool IsHarmless(char c) =>
        c is >= ' ' and <= '~'
        || char.GetUnicodeCategory(c) is not (UnicodeCategory.Control or UnicodeCategory.Format
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
