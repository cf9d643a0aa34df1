using System.Buffers;
using Cortex.Secrets.Texts;

namespace Cortex.Secrets.Assignments;

/// <summary>Reads a value from where it begins to where its quotes or its notation end it.</summary>
internal static class ValueReader
{
    private const int Longest = 4096;

    private static readonly SearchValues<char> Expressions = SearchValues.Create("()[]");
    private static readonly SearchValues<char> Signs = SearchValues.Create("!@#^*?");

    public static Assignment? Read(ReadOnlySpan<char> text, Range name, int at, Notation notation, char op)
    {
        // r"", b'', u"", f"", L"", @"" and $"" are strings too.
        if (at + 1 < text.Length && text[at + 1] is '"' or '\'' && text[at] is 'r' or 'b' or 'u' or 'f' or 'L' or '@' or 'R' or 'B' or 'U')
            at++;
        if (text[at] == '\\' && at + 1 < text.Length && text[at + 1] is '"' or '\'')
            return Escaped(text, name, at);
        if (text[at..].StartsWith("&quot;"))
            return Until(text, name, at + 6, "&quot;");
        if (text[at] is '"' or '\'' or '`')
            return Quoted(text, name, at);
        var value = Unquoted(text, at, notation, op);
        return value.IsEmpty ? null : new Assignment(name, at..(at + value.Length), Quoted: false);
    }

    private static Assignment? Quoted(ReadOnlySpan<char> text, Range name, int at)
    {
        var quote = text[at];
        // Three quotes begin a text of several lines, which is no password.
        if (text[at..].StartsWith([quote, quote]))
            return null;
        for (var i = at + 1; i < text.Length && i - at < Longest; i++)
        {
            if (text[i] == '\\' && quote != '`')
                i++;
            else if (text[i] == quote)
                return i == at + 1 ? null : new Assignment(name, (at + 1)..i, Quoted: true);
            else if (text[i] is '\n' or '\r')
                return null;
        }

        return null;
    }

    /// <summary>JSON within a string: \"token\": \"value\".</summary>
    private static Assignment? Escaped(ReadOnlySpan<char> text, Range name, int at) => Until(text, name, at + 2, [text[at], text[at + 1]]);

    private static Assignment? Until(ReadOnlySpan<char> text, Range name, int at, ReadOnlySpan<char> end)
    {
        var length = text[at..Math.Min(text.Length, at + Longest)].IndexOf(end);
        return length > 0 && !text.Slice(at, length).Contains('\n') ? new Assignment(name, at..(at + length), Quoted: true) : null;
    }

    private static ReadOnlySpan<char> Unquoted(ReadOnlySpan<char> text, int at, Notation notation, char op)
    {
        var rest = text[at..Math.Min(text.Length, at + Longest)];
        var line = rest.IndexOfAny('\n', '\r') is >= 0 and var end ? rest[..end] : rest;
        // "password=x" within a string or a URL ends with it, whatever the file is.
        switch (notation)
        {
            case Notation.Code or Notation.Json:
                // Only what stands in a string of its own: "…&password=x", "…;Password=x".
                return op == '=' && IsInString(text, at) ? Word(line, ";&\"'`<> \t,)}{") is var word && word.Length < line.Length && line[word.Length] is '"' or '\'' or '`' or '&' or ';' && Holds(word) ? word : [] : [];
            case Notation.Shell or Notation.Sql:
                return Word(line, ";&|\"'`<> \t)");
            case Notation.Xml or Notation.Prose:
                return Word(line, ";&|\"'`<> \t,)");
            case Notation.Yaml:
                if (op == ':')
                    return Comment(line, " #");
                return Word(line, ";&|\"'`<> \t,");
            default:
                return op == ' ' ? Word(line, " \t\"'") : Comment(Comment(line, " #"), " ;");
        }
    }

    /// <summary>An odd number of quotes of one kind stands before it on the line.</summary>
    private static bool IsInString(ReadOnlySpan<char> text, int at)
    {
        var line = text[Math.Max(0, at - 2000)..at];
        line = line[(line.LastIndexOf('\n') + 1)..];
        return line.Count('"') % 2 == 1 || line.Count('\'') % 2 == 1 || line.Count('`') % 2 == 1;
    }

    /// <summary>A variable, a call or a literal of the language is no value.</summary>
    private static bool Holds(ReadOnlySpan<char> word) => !word.ContainsAny(Expressions) && (word.ContainsAnyInRange('0', '9') || word.ContainsAny(Signs));

    private static ReadOnlySpan<char> Word(ReadOnlySpan<char> line, ReadOnlySpan<char> ends) => line.IndexOfAny(ends) is >= 0 and var end ? line[..end] : line;

    private static ReadOnlySpan<char> Comment(ReadOnlySpan<char> line, ReadOnlySpan<char> mark) => (line.IndexOf(mark, StringComparison.Ordinal) is >= 0 and var at ? line[..at] : line).Trim();
}
