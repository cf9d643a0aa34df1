namespace Cortex.Secrets.Rules;

/// <summary>Reads a page's keywords from the line they stand on, without parsing the page: "keywords: ['one', 'two']". A test holds both readings together.</summary>
internal static class KeywordsLine
{
    private const string Start = "\nkeywords: [";

    public static IReadOnlyList<string> Read(string page)
    {
        var head = page.AsSpan(0, Math.Max(0, page.IndexOf("\n---", StringComparison.Ordinal)));
        var at = head.IndexOf(Start);
        if (at < 0)
            return [];
        var line = head[(at + Start.Length)..];
        line = line.IndexOf('\n') is >= 0 and var end ? line[..end] : line;
        var keywords = new List<string>();
        while (line.IndexOf('\'') is >= 0 and var open)
        {
            line = line[(open + 1)..];
            var close = line.IndexOf('\'');
            if (close < 0)
                throw new FormatException("A page's keywords stand on one line, each between single quotes.");
            keywords.Add(line[..close].ToString());
            line = line[(close + 1)..];
        }

        return keywords;
    }
}
