using static Cortex.Documents.Hcl.HclTokens;

namespace Cortex.Documents.Hcl;

/// <summary>Reads the blocks and attributes of HCL within a limit on depth. Expressions are not evaluated: literals and references are all that is taken from them.</summary>
public sealed class HclText
{
    private const int MaxDepth = 100;
    private const int MaxPathTokens = 9;

    private readonly IReadOnlyList<Token> _tokens;
    private int _at;

    private HclText(IReadOnlyList<Token> tokens) => _tokens = tokens;

    private Token Current => _tokens[_at];

    /// <summary>The file as a block without a type.</summary>
    /// <exception cref="HclException">The text is not HCL, or is nested too deep.</exception>
    public static HclBlock Parse(string text)
    {
        var reader = new HclText(Read(text));
        var file = new HclBlock("", [], 1);
        reader.Body(file, 0);
        return reader.Current.Kind == Kind.End ? file : throw new HclException(reader.Current.Line, "A brace closes nothing; take it away.");
    }

    /// <summary>What a text of a JSON file refers to.</summary>
    public static IEnumerable<string> ReferencesIn(string template) => References(Template(template)[0].Inner ?? []);

    /// <summary>A text of a JSON file, as a text with interpolations.</summary>
    public static IReadOnlyList<Token> Template(string text) =>
        Read('"' + text.Replace("\\", "", StringComparison.Ordinal).Replace('\n', ' ').Replace("\"", "\\\"", StringComparison.Ordinal) + '"');

    private void Body(HclBlock block, int depth)
    {
        if (depth > MaxDepth)
            throw new HclException(Current.Line, $"Blocks are nested deeper than {MaxDepth}; flatten the file.");
        while (true)
        {
            SkipNewLines();
            if (Current.Kind == Kind.End || Current.Is('}'))
                return;
            if (Current.Kind is not (Kind.Word or Kind.Text))
                throw new HclException(Current.Line, $"'{Current.Value}' stands where a block or an attribute begins; correct it there.");
            var (name, line) = (Current.Value, Current.Line);
            _at++;
            if (Current.Is('='))
            {
                _at++;
                block.Attributes[name] = Expression(block, depth, inObject: false);
            }
            else
            {
                AddBlock(block, name, line, depth);
            }
        }
    }

    private void AddBlock(HclBlock parent, string type, int line, int depth)
    {
        var labels = new List<string>();
        while (Current.Kind is Kind.Word or Kind.Text)
        {
            labels.Add(Current.Value);
            _at++;
        }

        if (!Current.Is('{'))
            throw new HclException(Current.Line, $"'{type}' is followed by neither '=' nor '{{'; correct it there.");
        _at++;
        var block = new HclBlock(type, labels, line);
        Body(block, depth + 1);
        Close('}', line);
        parent.Blocks.Add(block);
        parent.References.UnionWith(block.References);
    }

    private HclBlock.Value Expression(HclBlock block, int depth, bool inObject)
    {
        var line = Current.Line;
        if (Current.Is('{') && !IsFor())
        {
            var inner = Object(depth + 1);
            block.References.UnionWith(inner.References);
            Rest(block, inObject);
            return new(null, inner, line);
        }

        var first = Current;
        var tokens = Rest(block, inObject);
        var isLiteral = tokens.Count == 1 && first is { Inner: null, Kind: Kind.Text or Kind.Word };
        var isPath = tokens.Count is > 0 and <= MaxPathTokens && tokens.TrueForAll(t => t.Kind == Kind.Word || t.Is('.'));
        return new(isLiteral ? first.Value : null, null, line) { Path = isPath ? string.Concat(tokens.Select(t => t.Value)) : null, Tokens = tokens, Items = Objects(tokens, depth) };
    }

    /// <summary>The elements of a list of objects; null for any other expression.</summary>
    private static List<HclBlock.Value>? Objects(List<Token> tokens, int depth)
    {
        if (tokens.Count < 2 || !tokens[0].Is('[') || tokens.Find(t => t.Kind != Kind.NewLine && !t.Is('[')) is not { Kind: Kind.Mark, Value: "{" })
            return null;
        var reader = new HclText([.. tokens, new(Kind.End, "", tokens[^1].Line)]) { _at = 1 };
        var items = new List<HclBlock.Value>();
        try
        {
            while (!reader.Current.Is(']'))
            {
                if (reader.Current.Kind == Kind.NewLine || reader.Current.Is(','))
                    reader._at++;
                else if (reader.Current.Is('{') && !reader.IsFor())
                    items.Add(new(null, reader.Object(depth + 1), reader.Current.Line));
                else
                    return null;
            }
        }
        catch (HclException)
        {
            // What is no plain list of objects stays an expression.
            return null;
        }

        return reader._at == tokens.Count - 1 ? items : null;
    }

    /// <summary>Takes the tokens to the end of an expression and notes what they refer to.</summary>
    private List<Token> Rest(HclBlock block, bool inObject)
    {
        var (start, open) = (_at, 0);
        for (; Current.Kind != Kind.End; _at++)
        {
            if (open == 0 && (Current.Kind == Kind.NewLine || Current.Is('}') || (inObject && Current.Is(','))))
                break;
            if (Current.Kind == Kind.Mark && "{[(".Contains(Current.Value, StringComparison.Ordinal))
                open++;
            else if (Current.Kind == Kind.Mark && "}])".Contains(Current.Value, StringComparison.Ordinal) && open-- == 0)
                throw new HclException(Current.Line, $"'{Current.Value}' closes nothing; take it away.");
        }

        if (open > 0)
            throw new HclException(_tokens[start].Line, "A bracket has no end; close it.");
        var tokens = Enumerable.Range(start, _at - start).Select(i => _tokens[i]).ToList();
        block.References.UnionWith(References(tokens));
        return tokens;
    }

    private HclBlock Object(int depth)
    {
        var line = Current.Line;
        if (depth > MaxDepth)
            throw new HclException(line, $"Objects are nested deeper than {MaxDepth}; flatten the file.");
        _at++;
        var block = new HclBlock("", [], line);
        while (true)
        {
            SkipNewLines();
            if (Current.Is(','))
            {
                _at++;
                continue;
            }

            if (Current.Is('}') || Current.Kind == Kind.End)
                break;
            var key = Current.Kind is Kind.Word or Kind.Text ? Current.Value : "";
            while (Current.Kind != Kind.End && !Current.Is('=') && !Current.Is(':') && !Current.Is('}'))
                _at++;
            if (!Current.Is('=') && !Current.Is(':'))
                throw new HclException(line, "The object has an element without a value; correct it.");
            _at++;
            block.Attributes[key] = Expression(block, depth, inObject: true);
        }

        Close('}', line);
        return block;
    }

    private bool IsFor()
    {
        var next = _at + 1;
        while (_tokens[next].Kind == Kind.NewLine)
            next++;
        return _tokens[next] is { Kind: Kind.Word, Value: "for" } && _tokens[next + 1].Kind == Kind.Word;
    }

    private void SkipNewLines()
    {
        while (Current.Kind == Kind.NewLine)
            _at++;
    }

    private void Close(char mark, int line)
    {
        if (!Current.Is(mark))
            throw new HclException(line, $"What begins here is not closed with '{mark}'; close it.");
        _at++;
    }

    private static IEnumerable<string> References(IReadOnlyList<Token> tokens)
    {
        for (var i = 0; i < tokens.Count; i++)
        {
            foreach (var inner in tokens[i].Inner is { } template ? References(template) : [])
                yield return inner;
            if (tokens[i].Kind != Kind.Word || (i > 0 && tokens[i - 1].Is('.')))
                continue;
            var path = tokens[i].Value;
            for (var parts = 1; parts < 3 && i + 2 < tokens.Count && tokens[i + 1].Is('.') && tokens[i + 2].Kind == Kind.Word; parts++, i += 2)
                path += "." + tokens[i + 2].Value;
            if (path.Contains('.', StringComparison.Ordinal))
                yield return path;
        }
    }
}
