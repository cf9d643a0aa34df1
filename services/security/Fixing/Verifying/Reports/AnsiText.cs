using System.Text;

namespace Cortex.Security.Fixing.Verifying.Reports;

/// <summary>Output of terminals as plain text: colours and carriage returns are left out.</summary>
internal static class AnsiText
{
    public static string Plain(string text)
    {
        if (!text.Contains('\e', StringComparison.Ordinal) && !text.Contains('\r', StringComparison.Ordinal))
            return text;
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\e' && i + 1 < text.Length && text[i + 1] == '[')
            {
                // ESC [ parameters, then one final character from @ to ~.
                for (i += 2; i < text.Length && text[i] is < '@' or > '~'; i++)
                {
                }
            }
            else if (text[i] != '\r')
            {
                plain.Append(text[i]);
            }
        }
        return plain.ToString();
    }
}
