namespace Cortex.Inventory.Discovery.Apis;

/// <summary>The words and marks of a schema language with quoted texts and comments left out.</summary>
internal static class SourceWords
{
    /// <param name="hash">Comments start with '#' and texts may be in triple quotes, as in GraphQL; else with "//" and "/*".</param>
    public static IEnumerable<(string Word, int Line)> In(string text, bool hash)
    {
        var line = 1;
        for (var i = 0; i < text.Length;)
        {
            var c = text[i];
            var end = i + 1;
            if (c == '"' || (c == '\'' && !hash))
                end = EndOfText(text, i);
            else if (hash ? c == '#' : c == '/' && Next(text, i) == '/')
                end = IndexOf(text, "\n", i);
            else if (!hash && c == '/' && Next(text, i) == '*')
                end = Math.Min(text.Length, IndexOf(text, "*/", i + 2) + 2);
            else if (IsPartOfWord(c))
            {
                while (end < text.Length && IsPartOfWord(text[end]))
                    end++;
                yield return (text[i..end], line);
            }
            else if (!char.IsWhiteSpace(c))
            {
                yield return (c.ToString(), line);
            }

            line += text.AsSpan(i, end - i).Count('\n');
            i = end;
        }
    }

    private static int EndOfText(string text, int start)
    {
        if (text.AsSpan(start).StartsWith("\"\"\""))
            return Math.Min(text.Length, IndexOf(text, "\"\"\"", start + 3) + 3);
        for (var i = start + 1; i < text.Length; i++)
        {
            if (text[i] == '\\')
                i++;
            else if (text[i] == text[start] || text[i] == '\n')
                return i + 1;
        }

        return text.Length;
    }

    private static bool IsPartOfWord(char c) => char.IsLetterOrDigit(c) || c is '_' or '.' or '-';

    private static char Next(string text, int i) => i + 1 < text.Length ? text[i + 1] : '\0';

    private static int IndexOf(string text, string what, int start) =>
        text.IndexOf(what, Math.Min(start, text.Length), StringComparison.Ordinal) is >= 0 and var at ? at : text.Length;
}
