using Cortex.Packages.Reading;

namespace Cortex.Packages.Golang;

/// <summary>Splits a line of a go.mod into words, of which some are quoted, and its comment.</summary>
internal static class GoWords
{
    public static (List<string> Words, string Comment) Of(string line, int number)
    {
        var words = new List<string>();
        var at = 0;
        while (true)
        {
            while (at < line.Length && char.IsWhiteSpace(line[at]))
                at++;
            if (at >= line.Length)
                return (words, "");
            if (line.AsSpan(at).StartsWith("//"))
                return (words, line[(at + 2)..].Trim());
            words.Add(line[at] is '"' or '`' ? Quoted(line, ref at, number) : Bare(line, ref at));
        }
    }

    private static string Quoted(string line, ref int at, int number)
    {
        var end = line.IndexOf(line[at], at + 1);
        if (end < 0)
            throw new UnreadableException("A quoted word is not closed; add the quote.", number);
        var word = line[(at + 1)..end];
        at = end + 1;
        return word;
    }

    private static string Bare(string line, ref int at)
    {
        if (line[at] is '(' or ')' or ',' or '[' or ']')
            return line[at++].ToString();
        var start = at;
        while (at < line.Length && !char.IsWhiteSpace(line[at]) && line[at] is not ('(' or ')' or ',' or '[' or ']') && !line.AsSpan(at).StartsWith("//"))
            at++;
        return line[start..at];
    }
}
