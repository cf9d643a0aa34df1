namespace Cortex.Documents.Hcl;

/// <summary>Takes HCL text apart: https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md. Comments are left out.</summary>
public sealed class HclTokens
{
    private const int MaxDepth = 100;

    private readonly string _text;
    private readonly List<Token> _tokens = [];
    private int _at;
    private int _line;

    private HclTokens(string text, int line)
    {
        _text = text;
        _line = line;
    }

    public enum Kind
    {
        Word,
        Text,
        Mark,
        NewLine,
        End,
    }

    /// <param name="Inner">Of a text with interpolations: the tokens within them.</param>
    public readonly record struct Token(Kind Kind, string Value, int Line, IReadOnlyList<Token>? Inner = null)
    {
        public bool Is(char mark) => Kind == Kind.Mark && Value[0] == mark;
    }

    /// <exception cref="HclException">A text or comment has no end, or texts are nested too deep.</exception>
    public static IReadOnlyList<Token> Read(string text, int line = 1, int depth = 0)
    {
        if (depth > MaxDepth)
            throw new HclException(line, $"Interpolations are nested deeper than {MaxDepth}; take them apart.");
        var tokens = new HclTokens(text, line);
        while (tokens._at < text.Length)
            tokens.Next(depth);
        tokens._tokens.Add(new(Kind.End, "", tokens._line));
        return tokens._tokens;
    }

    private void Next(int depth)
    {
        var c = _text[_at];
        if (c == '\n')
        {
            _tokens.Add(new(Kind.NewLine, "\n", _line++));
            _at++;
        }
        else if (char.IsWhiteSpace(c) || c == '\uFEFF')
        {
            _at++;
        }
        else if (c == '#' || Starts("//"))
        {
            _at = IndexOf("\n", _at) is >= 0 and var end ? end : _text.Length;
        }
        else if (Starts("/*"))
        {
            Advance(EndOf("*/", "The comment has no end; close it with */."));
        }
        else if (c == '"')
        {
            ReadText(depth);
        }
        else if (Starts("<<") && HereDocument(depth))
        {
            // Read as a text.
        }
        else if (char.IsLetterOrDigit(c) || c == '_')
        {
            var start = _at;
            while (_at < _text.Length && (char.IsLetterOrDigit(_text[_at]) || _text[_at] is '_' or '-'))
                _at++;
            _tokens.Add(new(Kind.Word, _text[start.._at], _line));
        }
        else
        {
            _tokens.Add(new(Kind.Mark, Starts("==") || Starts("=>") ? _text.Substring(_at++, 2) is "==" ? "~" : ":" : c.ToString(), _line));
            _at++;
        }
    }

    private void ReadText(int depth)
    {
        var (line, start) = (_line, ++_at);
        List<Token>? inner = null;
        while (_at < _text.Length && _text[_at] != '"')
        {
            if (_text[_at] == '\n')
                throw new HclException(line, "The text has no end on its line; close it with a quote.");
            if (_text[_at] == '\\')
                _at++;
            else if (_text[_at] is '$' or '%' && Starts(_text[_at] + "{") && (_at == start || _text[_at - 1] != _text[_at]))
                (inner ??= []).AddRange(Interpolation(depth));
            _at++;
        }

        if (_at >= _text.Length)
            throw new HclException(line, "The text has no end; close it with a quote.");
        _tokens.Add(new(Kind.Text, _text[start.._at], line, inner));
        _at++;
    }

    /// <summary>Leaves off at the closing brace.</summary>
    private IReadOnlyList<Token> Interpolation(int depth)
    {
        var (line, start, open) = (_line, _at + 2, 0);
        for (_at += 2; _at < _text.Length; _at++)
        {
            if (_text[_at] == '"')
                SkipText();
            else if (_text[_at] == '{')
                open++;
            else if (_text[_at] == '}' && open-- == 0)
                return [.. Read(_text[start.._at], line, depth + 1).Where(t => t.Kind != Kind.End)];
            else if (_text[_at] == '\n')
                _line++;
        }

        throw new HclException(line, "The interpolation has no end; close it with a brace.");
    }

    /// <summary>A text within an interpolation may hold interpolations with texts; quotes are counted by the braces around them.</summary>
    private void SkipText()
    {
        var braces = new Stack<bool>([true]);
        for (_at++; _at < _text.Length; _at++)
        {
            var inText = braces.Peek();
            var c = _text[_at];
            if (inText && c == '\\')
            {
                _at++;
            }
            else if (inText && (Starts("${") || Starts("%{")))
            {
                braces.Push(false);
                _at++;
            }
            else if (c == '{' && !inText)
            {
                braces.Push(false);
            }
            else if ((c == '"' && inText) || (c == '}' && !inText))
            {
                braces.Pop();
                if (braces.Count == 0)
                    return;
            }
            else if (c == '"')
            {
                braces.Push(true);
            }
        }
    }

    private bool HereDocument(int depth)
    {
        var endOfLine = IndexOf("\n", _at);
        if (endOfLine < 0)
            return false;
        var marker = _text[(_at + 2)..endOfLine].TrimStart('-').Trim();
        if (marker.Length is 0 or > 100 || !marker.All(c => char.IsLetterOrDigit(c) || c is '_' or '-'))
            return false;
        var (line, start) = (_line, endOfLine + 1);
        for (var next = start; next <= _text.Length;)
        {
            var end = IndexOf("\n", next) is >= 0 and var found ? found : _text.Length;
            if (_text.AsSpan(next, end - next).Trim().SequenceEqual(marker))
            {
                var body = _text[start..next];
                var inner = new HclTokens(body, line + 1);
                _tokens.Add(new(Kind.Text, body, line, inner.Interpolations(depth)));
                Advance(end);
                return true;
            }

            next = end + 1;
        }

        throw new HclException(line, $"The here-document has no end; write {marker} on a line of its own after it.");
    }

    /// <summary>Never nothing, as a here-document is no literal.</summary>
    private List<Token> Interpolations(int depth)
    {
        var tokens = new List<Token>();
        for (_at = 0; _at < _text.Length; _at++)
        {
            if (Starts("${") && (_at == 0 || _text[_at - 1] != '$'))
                tokens.AddRange(Interpolation(depth));
        }

        return tokens;
    }

    private void Advance(int to)
    {
        _line += _text.AsSpan(_at, to - _at).Count('\n');
        _at = to;
    }

    private int EndOf(string mark, string otherwise) =>
        IndexOf(mark, _at + 2) is >= 0 and var end ? end + mark.Length : throw new HclException(_line, otherwise);

    private int IndexOf(string what, int from) => from > _text.Length ? -1 : _text.IndexOf(what, from, StringComparison.Ordinal);

    private bool Starts(string with) => _text.AsSpan(_at).StartsWith(with);
}
