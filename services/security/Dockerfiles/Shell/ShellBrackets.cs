namespace Cortex.Security.Dockerfiles.Shell;

internal static class ShellBrackets
{
    /// <summary>Where the bracket at <paramref name="open"/> is closed, quotes heeded; the text's end when it is not.</summary>
    public static int End(string text, int open)
    {
        var (opening, closing) = text[open] == '(' ? ('(', ')') : ('{', '}');
        var depth = 0;
        for (var i = open; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '\\')
                i++;
            else if (c == '\'')
                i = text.IndexOf('\'', i + 1) is >= 0 and var end ? end : text.Length;
            else if (c == opening)
                depth++;
            else if (c == closing && --depth == 0)
                return i;
        }

        return text.Length;
    }
}
