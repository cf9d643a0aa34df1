using System.Text;

namespace Cortex.Packages.Reading;

/// <summary>A text file by its lines, numbered from 1, without their ends.</summary>
internal static class TextLines
{
    public static IEnumerable<(int Number, string Text)> Of(byte[] bytes, CancellationToken ct) => Split(TextOf(bytes), ct);

    /// <summary>Accepts UTF-8 and UTF-16, with a byte order mark or without.</summary>
    public static string TextOf(byte[] bytes) => Encoding.UTF8.GetString(Json.Utf8Of(bytes));

    private static IEnumerable<(int Number, string Text)> Split(string text, CancellationToken ct)
    {
        var number = 1;
        for (var from = 0; from < text.Length; number++)
        {
            ct.ThrowIfCancellationRequested();
            var end = text.IndexOf('\n', from);
            var next = end < 0 ? text.Length : end + 1;
            end = end < 0 ? text.Length : end;
            if (end > from && text[end - 1] == '\r')
                end--;
            yield return (number, text[from..end]);
            from = next;
        }
    }
}
