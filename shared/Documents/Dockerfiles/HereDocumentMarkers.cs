namespace Cortex.Documents.Dockerfiles;

/// <summary>Where a command line announces here-documents.</summary>
internal static class HereDocumentMarkers
{
    private const int MaxDocuments = 100;

    /// <summary>Markers within quotes and the "&lt;&lt;&lt;" of here-strings are none.</summary>
    public static IReadOnlyList<(string Marker, int Offset, bool StripTabs)> In(string arguments)
    {
        var found = new List<(string, int, bool)>();
        if (!arguments.Contains("<<", StringComparison.Ordinal))
            return found;
        var quote = '\0';
        for (var i = 0; i < arguments.Length && found.Count < MaxDocuments; i++)
        {
            var c = arguments[i];
            if (c == '\\')
                i++;
            else if (c == quote)
                quote = '\0';
            else if (quote == '\0' && c is '"' or '\'')
                quote = arguments.IndexOf(c, i + 1) > 0 ? c : '\0';
            else if (quote == '\0' && c == '<' && Run(arguments, i) is var length and > 1)
                i = length == 2 ? Marker(arguments, i, found) : i + length - 1;
        }

        return found;
    }

    private static int Run(string text, int at)
    {
        var end = at;
        while (end < text.Length && text[end] == '<')
            end++;
        return end - at;
    }

    /// <returns>Its last character.</returns>
    private static int Marker(string text, int at, List<(string, int, bool)> found)
    {
        var start = at + 2;
        var tabs = start < text.Length && text[start] == '-';
        if (tabs)
            start++;
        var quote = start < text.Length && text[start] is '"' or '\'' ? text[start++] : '\0';
        var end = start;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '_' or '.' or '-'))
            end++;
        var closed = quote == '\0' || (end < text.Length && text[end] == quote);
        if (end > start && closed && !char.IsAsciiDigit(text[start]))
            found.Add((text[start..end], at, tabs));
        return Math.Max(at + 1, end - 1);
    }
}
