using System.Globalization;
using System.Text;

namespace Cortex.Packages;

/// <summary>Text of a target, made safe to print: quoted, shortened, control characters shown as codes.</summary>
internal static class Display
{
    private const int MaxLength = 80;

    public static string Quote(string text) =>
        text.Length > MaxLength ? $"'{Printable(text[..MaxLength])}…'" : $"'{Printable(text)}'";

    public static string Printable(string text)
    {
        var shown = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (IsPlain(c))
                shown.Append(c);
            else
                shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
        }
        return shown.ToString();
    }

    private static bool IsPlain(char c) => char.GetUnicodeCategory(c) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
