using Cortex.Secrets.Texts;

namespace Cortex.Secrets.Assignments;

/// <summary>Values that stand apart from their name: in an element, in the "value" beside a "name", in a block.</summary>
internal static class PlacedValues
{
    private const int LongestValue = 4096;

    /// <summary>What stands between the tags of an XML element.</summary>
    public static Assignment? Element(ReadOnlySpan<char> text, Range name, int at)
    {
        var end = text[at..Math.Min(text.Length, at + LongestValue)].IndexOf('<');
        if (end <= 0)
            return null;
        var inner = text.Slice(at, end);
        var value = inner.Trim();
        if (value.Length == 0 || value.Contains('\n'))
            return null;
        var start = at + inner.IndexOf(value[0]);
        return new Assignment(name, start..(start + value.Length), Quoted: true);
    }

    /// <summary>An element with attributes: &lt;Pass encoding="base64"&gt;.</summary>
    public static Assignment? Tagged(ReadOnlySpan<char> text, Range name, int at)
    {
        var end = text[at..Math.Min(text.Length, at + 120)].IndexOf('>');
        return end > 0 && text[at + end - 1] != '/' ? Element(text, name, at + end + 1) : null;
    }

    /// <summary>The name was itself the value of "name" or "key", and "value" follows: environments in YAML and JSON, attributes in XML.</summary>
    public static Assignment? Pair(ReadOnlySpan<char> text, Range name, int at, Notation notation)
    {
        var end = Math.Min(text.Length, at + 60);
        for (var i = at; i < end; i++)
        {
            if (text[i] == '>')
                return notation == Notation.Xml && text[i - 1] != '/' ? Element(text, name, i + 1) : null;
            if (text[i] == '{')
                return TerraformDefault(text, name, i);
            if (text[i] is ' ' or '\t' or '\n' or '\r' or '"' or '\'' or ',' or ';' or '/' or '-')
                continue;
            var word = text[i..Math.Min(text.Length, i + 16)];
            var length = word.StartsWith("value", StringComparison.OrdinalIgnoreCase) ? 5 : word.StartsWith("defaultValue", StringComparison.OrdinalIgnoreCase) ? 12 : 0;
            if (length == 0)
                return null;
            var op = AssignmentReader.Spaces(text, AssignmentReader.Closers(text, i + length, out _));
            if (op >= text.Length || text[op] is not ('=' or ':'))
                return null;
            var value = AssignmentReader.Spaces(text, op + 1);
            return value < text.Length ? ValueReader.Read(text, name, value, notation, text[op]) : null;
        }

        return null;
    }

    /// <summary>variable "db_password" { … default = "value" }.</summary>
    private static Assignment? TerraformDefault(ReadOnlySpan<char> text, Range name, int at)
    {
        var block = text[at..Math.Min(text.Length, at + 400)];
        block = block.IndexOf('}') is > 0 and var end ? block[..end] : block;
        var place = block.IndexOf("default", StringComparison.Ordinal);
        if (place < 0 || !text[..name.Start.Value].EndsWith("variable \""))
            return null;
        var value = block[place..].IndexOf('"');
        return value > 0 && block.Slice(place + 7, value - 7).Trim() is "=" ? ValueReader.Read(text, name, at + place + value, Notation.Code, '=') : null;
    }
}
