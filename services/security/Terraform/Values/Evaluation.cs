using Cortex.Documents.Hcl;
using static Cortex.Documents.Hcl.HclTokens;

namespace Cortex.Security.Terraform.Values;

/// <summary>Works out expressions of literals, lists, objects, variables, locals and the functions that only hand on. Anything else is not known.</summary>
/// <param name="lookup">The value of "var.x" or "local.x".</param>
internal sealed class Evaluation(Func<string, TerraformValue?> lookup)
{
    private const int MaxDepth = 50;
    private const int MaxParts = 20;

    private static readonly HashSet<string> HandOn = new(StringComparer.Ordinal) { "jsonencode", "tolist", "toset", "tostring", "tobool", "tonumber", "sensitive", "nonsensitive", "try" };

    private IReadOnlyList<Token> tokens = [];
    private int at;

    public TerraformValue? Of(HclBlock.Value? value, int depth = 0)
    {
        if (value is null || depth > MaxDepth)
            return null;
        if (value.Items is { } items)
            return new TerraformList([.. items.Select(item => Of(item, depth + 1))]);
        if (value.Object is { } block)
            return new TerraformMap(block.Attributes.ToDictionary(a => a.Key, a => Of(a.Value, depth + 1), StringComparer.Ordinal));
        if (value.Literal is { } literal && value.Tokens.Count == 0)
            return new TerraformText(literal);
        var (before, place) = (tokens, at);
        (tokens, at) = ([.. value.Tokens.Where(token => token.Kind != Kind.NewLine)], 0);
        var result = Expression(depth);
        var whole = at == tokens.Count;
        (tokens, at) = (before, place);
        return whole ? result : null;
    }

    private TerraformValue? Expression(int depth)
    {
        if (at >= tokens.Count || depth > MaxDepth)
            return null;
        var token = tokens[at];
        if (token.Kind == Kind.Text)
            return Text(token, depth);
        if (token.Is('['))
            return List(depth);
        if (token.Is('{'))
            return Map(depth);
        if (token.Is('-') && at + 1 < tokens.Count && tokens[at + 1].Kind == Kind.Word)
            return new TerraformText("-" + tokens[(at += 2) - 1].Value);
        if (token.Kind != Kind.Word)
            return null;
        return at + 1 < tokens.Count && tokens[at + 1].Is('(') ? Call(depth) : Path();
    }

    private TerraformText? Text(Token token, int depth)
    {
        at++;
        // "${var.x}" alone is the variable.
        if (token.Inner is { Count: 3 } inner && token.Value.StartsWith("${", StringComparison.Ordinal) && token.Value.EndsWith('}') && depth < MaxDepth)
            return lookup(string.Concat(inner.Select(t => t.Value))) as TerraformText;
        return new(token.Value);
    }

    private TerraformList? List(int depth)
    {
        var values = new List<TerraformValue?>();
        for (at++; at < tokens.Count && !tokens[at].Is(']');)
        {
            if (tokens[at] is { Kind: Kind.Word, Value: "for" })
                return null;
            values.Add(Element(depth, ']'));
            if (at < tokens.Count && tokens[at].Is(','))
                at++;
        }

        at++;
        return new(values);
    }

    private TerraformMap? Map(int depth)
    {
        var entries = new Dictionary<string, TerraformValue?>(StringComparer.Ordinal);
        for (at++; at < tokens.Count && !tokens[at].Is('}');)
        {
            var key = tokens[at];
            if (key is { Kind: Kind.Word, Value: "for" } || key.Kind is not (Kind.Word or Kind.Text) || at + 1 >= tokens.Count || !(tokens[at + 1].Is('=') || tokens[at + 1].Is(':')))
                return null;
            at += 2;
            entries[key.Value] = Element(depth, '}', endsAtKey: true);
            if (at < tokens.Count && tokens[at].Is(','))
                at++;
        }

        at++;
        return new(entries);
    }

    /// <summary>One element; what is more than that makes it unknown and is passed over.</summary>
    private TerraformValue? Element(int depth, char close, bool endsAtKey = false)
    {
        var value = Expression(depth + 1);
        if (at < tokens.Count && (tokens[at].Is(',') || tokens[at].Is(close) || (endsAtKey && IsKey())))
            return value;
        for (var open = 0; at < tokens.Count && (open > 0 || !(tokens[at].Is(',') || tokens[at].Is(close) || (endsAtKey && IsKey()))); at++)
        {
            if (tokens[at].Is('(') || tokens[at].Is('[') || tokens[at].Is('{'))
                open++;
            else if (open > 0 && (tokens[at].Is(')') || tokens[at].Is(']') || tokens[at].Is('}')))
                open--;
        }

        return null;
    }

    private bool IsKey() => tokens[at].Kind is Kind.Word or Kind.Text && at + 1 < tokens.Count && tokens[at + 1].Is('=');

    private TerraformValue? Call(int depth)
    {
        var name = tokens[at].Value;
        at += 2;
        var arguments = new List<TerraformValue?>();
        while (at < tokens.Count && !tokens[at].Is(')'))
        {
            arguments.Add(Element(depth, ')'));
            if (at < tokens.Count && tokens[at].Is(','))
                at++;
        }

        at++;
        if (name == "concat" && arguments.TrueForAll(argument => argument is TerraformList))
            return new TerraformList([.. arguments.SelectMany(argument => argument!.Items)]);
        return HandOn.Contains(name) && arguments.Count == 1 ? arguments[0] : null;
    }

    private TerraformValue? Path()
    {
        var path = tokens[at++].Value;
        for (var parts = 1; parts < MaxParts && at + 1 < tokens.Count && tokens[at].Is('.') && tokens[at + 1].Kind == Kind.Word; parts++)
        {
            path += "." + tokens[at + 1].Value;
            at += 2;
        }

        if (path.StartsWith("var.", StringComparison.Ordinal) || path.StartsWith("local.", StringComparison.Ordinal))
            return lookup(path);
        return path.Contains('.', StringComparison.Ordinal) || path == "null" ? null : new TerraformText(path);
    }
}
