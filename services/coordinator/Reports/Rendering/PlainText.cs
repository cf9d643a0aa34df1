using System.Globalization;
using System.Text;

namespace Cortex.Coordinator.Reports.Rendering;

/// <summary>Text from targets, tools and models as one line: no control or format characters, not longer than a reader reads.</summary>
internal static class PlainText
{
    private const int Longest = 300;

    public static string Of(string text)
    {
        var plain = new StringBuilder();
        foreach (var rune in text.Trim().EnumerateRunes())
        {
            if (plain.Length >= Longest)
                return $"{plain}…";
            var category = Rune.GetUnicodeCategory(rune);
            if (category is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
                plain.Append(plain.Length > 0 && plain[^1] == ' ' ? "" : " ");
            else if (category is not UnicodeCategory.Format)
                plain.Append(rune.ToString());
        }

        return plain.ToString();
    }
}
