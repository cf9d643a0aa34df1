using System.Globalization;
using System.Text;

namespace Cortex.Coordinator.Plans;

/// <summary>Text from a file as a terminal may show it.</summary>
internal static class VisibleText
{
    /// <summary>At most so many characters, on one line, with control and format characters replaced by '?'.</summary>
    public static string Of(string text, int most)
    {
        var visible = new StringBuilder();
        foreach (var rune in text.EnumerateRunes().Take(most))
            visible.Append(IsVisible(rune) ? rune.ToString() : "?");
        return text.EnumerateRunes().Skip(most).Any() ? $"{visible}…" : visible.ToString();
    }

    private static bool IsVisible(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
