using System.Text;

namespace Cortex.Security.Dockerfiles.Shell;

/// <summary>Takes shell text apart into words, operators and redirections: https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html.</summary>
internal sealed class ShellTokens(string text)
{
    private static readonly string[] Operators = ["&&", "||", ";;", "|&", ";", "|", "&", "(", ")", "\n"];

    private readonly Queue<(string Marker, bool Tabs)> documents = new();
    private int at;

    /// <summary>Null at the end.</summary>
    public ShellToken? Next()
    {
        Skip();
        if (at >= text.Length)
            return null;
        if (Redirection() is { } redirection)
            return redirection;
        foreach (var one in Operators)
        {
            if (!text.AsSpan(at).StartsWith(one))
                continue;
            var start = at;
            at += one.Length;
            if (one == "\n")
                SkipDocuments();
            return new(TokenKind.Operator, one, new(one, start, false, false), []);
        }

        var (word, inner) = Word();
        return new(TokenKind.Word, "", word, inner);
    }

    private void Skip()
    {
        while (at < text.Length)
        {
            if (text[at] is ' ' or '\t' or '\r')
                at++;
            else if (text[at] == '\\' && at + 1 < text.Length && text[at + 1] == '\n')
                at += 2;
            else if (text[at] == '#' && (at == 0 || char.IsWhiteSpace(text[at - 1]) || text[at - 1] is ';' or '|' or '&' or '(' or ')'))
                at = text.IndexOf('\n', at) is >= 0 and var end ? end : text.Length;
            else
                return;
        }
    }

    private ShellToken? Redirection()
    {
        var start = at;
        var sign = at;
        while (sign < text.Length && char.IsAsciiDigit(text[sign]) && sign - at < 3)
            sign++;
        if (sign < text.Length && text[sign] == '&' && sign == at && sign + 1 < text.Length && text[sign + 1] == '>')
            sign++;
        if (sign >= text.Length || text[sign] is not ('<' or '>') || (sign + 1 < text.Length && text[sign + 1] == '('))
            return null;
        var end = sign;
        while (end < text.Length && end - sign < 3 && text[end] is '<' or '>' or '|')
            end++;
        var mark = text[sign..end];
        var tabs = mark == "<<" && end < text.Length && text[end] == '-';
        at = tabs ? end + 1 : end;
        if (at < text.Length && text[at] == '&')
            at++;
        while (at < text.Length && text[at] is ' ' or '\t')
            at++;
        if (at >= text.Length || text[at] is '\n' or ';' or '|' or ')' or '&')
            return new(TokenKind.Redirection, mark, new("", start, false, false), []);
        var (word, inner) = Word();
        if (mark == "<<")
            documents.Enqueue((word.Text, tabs));
        return new(TokenKind.Redirection, text[start] == '2' ? "2" + mark : mark, word, inner);
    }

    private void SkipDocuments()
    {
        while (documents.TryDequeue(out var document))
        {
            while (at < text.Length)
            {
                var end = text.IndexOf('\n', at) is >= 0 and var newLine ? newLine : text.Length;
                var line = text.AsSpan(at, end - at);
                at = Math.Min(end + 1, text.Length);
                if ((document.Tabs ? line.TrimStart('\t') : line).SequenceEqual(document.Marker))
                    break;
            }
        }
    }

    private (ShellWord Word, List<(string, int)> Inner) Word()
    {
        var (start, quoted, expands) = (at, false, false);
        var word = new StringBuilder();
        var inner = new List<(string, int)>();
        var inDouble = false;
        for (; at < text.Length; at++)
        {
            var c = text[at];
            if (!inDouble && (char.IsWhiteSpace(c) || c is ';' or '&' or '|' or '(' or ')' or '<' or '>'))
                break;
            switch (c)
            {
                case '\\' when at + 1 < text.Length:
                    if (text[++at] != '\n')
                        word.Append(text[at]);
                    break;
                case '\'' when !inDouble:
                    quoted = true;
                    var close = text.IndexOf('\'', at + 1) is >= 0 and var found ? found : text.Length;
                    word.Append(text, at + 1, close - at - 1);
                    at = close;
                    break;
                case '"':
                    quoted = true;
                    inDouble = !inDouble;
                    break;
                case '`':
                    expands = true;
                    Substitution(word, inner, text.IndexOf('`', at + 1) is >= 0 and var tick ? tick : text.Length, 1);
                    break;
                case '$' when at + 1 < text.Length && text[at + 1] is '(' or '{':
                    expands = true;
                    Substitution(word, text[at + 1] == '(' ? inner : null, ShellBrackets.End(text, at + 1), 2);
                    break;
                default:
                    expands |= c == '$';
                    word.Append(c);
                    break;
            }
        }

        // A sign that begins nothing must not hold the reader up.
        if (at == start)
            at++;
        return (new(word.ToString(), start, expands, quoted), inner);
    }

    /// <summary>Keeps the text as it is written and notes the script within.</summary>
    private void Substitution(StringBuilder word, List<(string, int)>? inner, int close, int opening)
    {
        var from = Math.Min(at + opening, close);
        inner?.Add((text[from..close], from));
        word.Append(text, at, Math.Min(close + 1, text.Length) - at);
        at = close;
    }
}
