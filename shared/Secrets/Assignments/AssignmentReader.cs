using Cortex.Secrets.Texts;

namespace Cortex.Secrets.Assignments;

/// <summary>
/// Reads the value given to a name, in whatever notation: <c>name = "value"</c>, <c>"name": "value"</c>, <c>&lt;name&gt;value&lt;/name&gt;</c>, <c>define('name', 'value')</c>,
/// <c>setName("value")</c>, <c>--name value</c>, <c>ENV name value</c>, <c>name: NAME … value: value</c>.
/// </summary>
internal static class AssignmentReader
{
    private const int LongestName = 64;

    /// <param name="text">All of the file.</param>
    /// <param name="keyword">The end of the keyword that was found.</param>
    /// <param name="notation">What an unquoted value can be.</param>
    public static Assignment? At(ReadOnlySpan<char> text, int keyword, Notation notation)
    {
        var (from, to) = (keyword - 1, keyword);
        while (from > 0 && keyword - from < LongestName && IsName(text[from - 1]))
            from--;
        while (to < text.Length && to - keyword < LongestName && IsName(text[to]))
            to++;
        // A sentence ends with a dot, and "--" begins an option.
        while (to > from && text[to - 1] is '.' or '-')
            to--;
        while (from < to && text[from] is '-' or '.')
            from++;
        if (to < text.Length && text[to] == '(' && !NameMentions.TakesValue(text[from..to]))
            return null;
        if (from >= to || NameMentions.IsMentioned(text, from, text[from..to]))
            return null;
        var name = from..to;
        if (notation == Notation.Xml && from > 0 && text[from - 1] == '<' && to < text.Length && text[to] == ' ')
            return PlacedValues.Tagged(text, name, to);
        if (to + 1 < text.Length && text[to] == '[' && (text[to + 1] == ']' || char.IsAsciiDigit(text[to + 1])))
            to = text[to..Math.Min(text.Length, to + 8)].IndexOf(']') is > 0 and var close ? to + close + 1 : to;
        var at = Closers(text, to, out var quoted);
        var op = at = Spaces(text, at);
        if (at >= text.Length)
            return null;
        switch (text[at])
        {
            case '=' or ':' or '|' or '?':
                at = Operator(text, at);
                break;
            case ',' when quoted && NameMentions.IsFirstArgument(text, from):
            case '(':
                // The second argument is a value only where it is a literal.
                at = Spaces(text, at + 1);
                if (at >= text.Length || text[at] is not ('"' or '\'' or '`' or '@'))
                    return null;
                break;
            case '>' when notation is Notation.Xml or Notation.Prose or Notation.Properties && !quoted:
                return PlacedValues.Element(text, name, at + 1);
            default:
                if (quoted || text[at] is '\n' or '\r')
                    return PlacedValues.Pair(text, name, at, notation);
                return op > to ? Spaced(text, name, at, notation) : null;
        }

        if (at < 0)
            return null;
        at = Spaces(text, at);
        return at < text.Length ? ValueReader.Read(text, name, at, notation, text[op]) : null;
    }

    public static bool IsName(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.' or '$';

    public static int Closers(ReadOnlySpan<char> text, int at, out bool quoted)
    {
        quoted = false;
        for (var most = at + 4; at < text.Length && at < most; at++)
        {
            if (text[at] is '"' or '\'' or '`')
                quoted = true;
            else if (text[at] is not ('\\' or ']' or ')' or '?' or '!'))
                break;
        }

        return at;
    }

    public static int Spaces(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && text[at] is ' ' or '\t')
            at++;
        return at;
    }

    /// <summary>Past "=", "==", "===", "=&gt;", ":=", "?=", "||", ":" and a type between ":" and "="; -1 for what is none of them.</summary>
    private static int Operator(ReadOnlySpan<char> text, int at)
    {
        var start = at;
        while (at < text.Length && at - start < 3 && text[at] is '=' or ':' or '>' or '|' or '?')
            at++;
        if (text[start] == ':' && at == start + 1)
        {
            // "password: string = 'x'", "token: &str = …"
            var type = Spaces(text, at);
            var end = type;
            while (end < text.Length && end - type < 24 && (char.IsAsciiLetter(text[end]) || text[end] is '&' or '\'' or '<' or '>' or '?' or '[' or ']'))
                end++;
            var equals = Spaces(text, end);
            if (end > type && text[type] is not ('"' or '\'') && equals < text.Length && text[equals] == '=' && (equals + 1 >= text.Length || text[equals + 1] is not '>'))
                return equals + 1;
        }

        return text[start] is '|' or '?' && at - start < 2 ? -1 : at;
    }

    /// <summary>Go puts the type between name and value: password string = "value".</summary>
    private static int Typed(ReadOnlySpan<char> text, int at)
    {
        var rest = text[at..Math.Min(text.Length, at + 20)];
        if (!rest.StartsWith("string ") && !rest.StartsWith("[]byte ") && !rest.StartsWith("const ") && !rest.StartsWith("String "))
            return 0;
        var equals = rest.IndexOf('=');
        return equals > 0 && rest[(equals - 1)..equals] is " " ? Spaces(text, at + equals + 1) : 0;
    }

    /// <summary>A blank is between name and value: options, ENV of Dockerfiles, .netrc, SQL's IDENTIFIED BY and PASSWORD.</summary>
    private static Assignment? Spaced(ReadOnlySpan<char> text, Range name, int at, Notation notation)
    {
        var from = name.Start.Value;
        if (Typed(text, at) is var typed and > 0)
            return ValueReader.Read(text, name, typed, notation, '=');
        var option = from >= 2 && text[from - 1] == '-' && (text[from - 2] is '-' or ' ');
        var line = text[(text[..from].LastIndexOf('\n') + 1)..from].TrimStart();
        var word = text[name];
        var plain = word.Equals("password", StringComparison.OrdinalIgnoreCase) || word.Equals("passwd", StringComparison.OrdinalIgnoreCase) || word.Equals("requirepass", StringComparison.OrdinalIgnoreCase)
            || word.Equals("masterauth", StringComparison.OrdinalIgnoreCase) || word.Equals("secret", StringComparison.OrdinalIgnoreCase);
        var environment = line.StartsWith("ENV ", StringComparison.Ordinal) || line.StartsWith("env ", StringComparison.Ordinal) || line.StartsWith("setenv ", StringComparison.Ordinal)
            || (line.StartsWith("#define ", StringComparison.Ordinal) && text[at] is '"');
        var configuration = plain && notation is Notation.Properties && (line.Length == 0 || line.IndexOf("login ", StringComparison.Ordinal) >= 0 || line.IndexOf("user", StringComparison.OrdinalIgnoreCase) >= 0 || line.IndexOf("enable", StringComparison.Ordinal) >= 0);
        var statement = (plain || line.Length == 0) && (text[at] is '\'' or '"');
        return option || environment || configuration || statement ? ValueReader.Read(text, name, at, option && notation is Notation.Code or Notation.Prose ? Notation.Shell : notation, ' ') : null;
    }
}
