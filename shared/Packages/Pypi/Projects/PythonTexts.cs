namespace Cortex.Packages.Pypi.Projects;

/// <summary>The string literals of a Python file, without understanding more of the language than comments and brackets.</summary>
internal sealed class PythonTexts
{
    private readonly List<(string Text, int Line, string? List, int Start)> found = [];
    private readonly string source;
    private readonly CancellationToken ct;
    private int at;
    private int line = 1;
    private int depth;
    private string word = "";
    private string? list;
    private int listDepth;
    private int calls;

    private PythonTexts(string source, CancellationToken ct) => (this.source, this.ct) = (source, ct);

    /// <summary>Each literal with its line and place and with the name ending in "require" or "requires" whose brackets it stands in.</summary>
    public IReadOnlyList<(string Text, int Line, string? List, int Start)> Found => found;

    public static PythonTexts Of(string source, CancellationToken ct)
    {
        var texts = new PythonTexts(source, ct);
        while (texts.at < source.Length)
            texts.Step();
        return texts;
    }

    private void Step()
    {
        var c = source[at];
        switch (c)
        {
            case '#':
                at = IndexOrEnd("\n");
                return;
            case '"' or '\'':
                TakeLiteral(c);
                return;
            case '(' or '[' or '{':
                depth++;
                if (list is null && c != '(' && (word.EndsWith("require", StringComparison.Ordinal) || word.EndsWith("requires", StringComparison.Ordinal)))
                    (list, listDepth, calls) = (word, depth, 0);
                else if (c == '(')
                    calls++;
                break;
            case ')' or ']' or '}':
                if (list is not null && depth == listDepth)
                    list = null;
                depth--;
                if (c == ')')
                    calls--;
                break;
            case '\n':
                line++;
                ct.ThrowIfCancellationRequested();
                break;
        }
        if (char.IsLetter(c) || c == '_')
        {
            TakeWord();
            return;
        }
        // Only "name = [" and "name: {" keep the name.
        if (!char.IsWhiteSpace(c) && c is not ('=' or ':'))
            word = "";
        at++;
    }

    private void TakeWord()
    {
        var start = at;
        while (at < source.Length && (char.IsLetterOrDigit(source[at]) || source[at] == '_'))
            at++;
        word = source[start..at];
    }

    private void TakeLiteral(char quote)
    {
        var isFormat = word is "f" or "F" or "rf" or "fr" or "b" or "rb";
        var isTriple = source.AsSpan(at).StartsWith(new string(quote, 3), StringComparison.Ordinal);
        var start = at + (isTriple ? 3 : 1);
        var startLine = line;
        for (at = start; at < source.Length; at++)
        {
            var c = source[at];
            if (c == '\n')
                line++;
            if (c == '\\')
            {
                at++;
                if (at < source.Length && source[at] == '\n')
                    line++;
            }
            else if (isTriple ? c == quote && source.AsSpan(at).StartsWith(new string(quote, 3), StringComparison.Ordinal) : c == quote || c == '\n')
                break;
        }
        var end = Math.Min(at, source.Length);
        if (!isTriple && !isFormat && !IsKey(end + 1))
            found.Add((source[start..end], startLine, calls > 0 ? null : list, start));
        at = end + (isTriple ? 3 : 1);
        word = "";
    }

    // 'dev': [...] names an extra.
    private bool IsKey(int after)
    {
        while (after < source.Length && source[after] is ' ' or '\t')
            after++;
        return after < source.Length && source[after] == ':' && depth > 0;
    }

    private int IndexOrEnd(string text) => source.IndexOf(text, at, StringComparison.Ordinal) is >= 0 and var found ? found : source.Length;
}
