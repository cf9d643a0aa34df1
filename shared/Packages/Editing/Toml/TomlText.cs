using System.Text;
using Cortex.Packages.Editing.Texts;
using Cortex.Packages.Reading;

namespace Cortex.Packages.Editing.Toml;

/// <summary>Changes values of a TOML file where they stand, and adds to its arrays and tables.</summary>
internal sealed class TomlText
{
    private readonly EditedText text;

    private TomlText(EditedText text, TomlTree root) => (this.text, Root) = (text, root);

    public TomlTree Root { get; }

    /// <exception cref="UnreadableException">The file is not TOML, or names a key twice.</exception>
    public static TomlText Of(EditedText text, RepositoryFiles tree)
    {
        var root = TomlTree.Parse(Encoding.UTF8.GetBytes(text.Text), tree.Limits, (_, _) => true, tree.Cancellation);
        if (root.RepeatedLine is { } line)
            throw new UnreadableException("The key has a value already; remove one of the two.", line);
        return new(text, root);
    }

    /// <summary>Where the content of a string stands; refused where it is not written as it reads.</summary>
    public (int Start, int End) ContentOf(TomlTree value)
    {
        var raw = value.Start < 0 || value.End > text.Text.Length ? "" : text.Text[value.Start..value.End];
        foreach (var quotes in (ReadOnlySpan<string>)["\"\"\"", "'''", "\"", "'"])
        {
            if (raw.Length >= 2 * quotes.Length && raw.StartsWith(quotes, StringComparison.Ordinal) && raw[quotes.Length..^quotes.Length] == value.Text)
                return (value.Start + quotes.Length, value.End - quotes.Length);
        }
        throw new UnreadableException("The value is written with escapes, so it is not edited; write it as plain text.", value.Line);
    }

    public void Replace(TomlTree value, string with)
    {
        var (start, end) = ContentOf(value);
        text.Replace(start, end, with);
    }

    /// <summary>Adds a string to an array as its last, in the layout of the others.</summary>
    public void AddToArray(TomlTree array, string value)
    {
        var last = array.Items!.Count == 0 ? null : array.Items[^1];
        if (last is null)
        {
            text.Insert(array.Start + 1, Quote(value, '"'));
            return;
        }
        var end = EndOf(last);
        var quote = last.Start >= 0 && text.Text[last.Start] == '\'' ? '\'' : '"';
        var start = last.Start;
        var alone = text.Text.AsSpan(text.LineStart(start)..start).Trim().IsEmpty && text.LineOf(start) != text.LineOf(array.Start);
        var comma = CommaAfter(end);
        if (!alone)
        {
            text.Insert(end, $", {Quote(value, quote)}");
            return;
        }
        if (comma < 0)
            text.Insert(end, ",");
        text.InsertAfterLine(comma < 0 ? end : comma, text.IndentOf(start) + Quote(value, quote) + (comma < 0 ? "" : ","));
    }

    /// <summary>Adds a line at the end of the table that a header of that name opens; false when no header does.</summary>
    public bool AddToTable(string header, string line)
    {
        if (HeaderOf(header) is not { } at)
            return false;
        var next = at.End;
        var last = at.Start;
        while (next < text.Text.Length)
        {
            var start = text.Text.IndexOf('\n', next) + 1;
            if (start == 0 || start >= text.Text.Length)
                break;
            var content = text.Text.AsSpan(start..text.LineEnd(start)).Trim();
            if (content.StartsWith("[") && IsHeader(content))
                break;
            if (!content.IsEmpty && content[0] != '#')
                last = start;
            next = start;
        }
        text.InsertAfterLine(last, text.IndentOf(last) + line);
        return true;
    }

    /// <summary>Adds a table at the end of the file.</summary>
    public void AddTable(string header, string line) =>
        text.Append((text.Text.Length == 0 ? "" : "\n") + $"[{header}]\n{line}");

    private (int Start, int End)? HeaderOf(string header)
    {
        for (var start = 0; start < text.Text.Length;)
        {
            var end = text.LineEnd(start);
            var content = text.Text[start..end].Split('#')[0].Trim();
            if (content is ['[', not '[', .., ']'] && string.Concat(content[1..^1].Where(c => c is not (' ' or '\t' or '"'))) == header)
                return (start, end);
            start = text.Text.IndexOf('\n', end) is >= 0 and var line ? line + 1 : text.Text.Length;
        }
        return null;
    }

    private static bool IsHeader(ReadOnlySpan<char> content)
    {
        var comment = content.IndexOf('#');
        var bare = (comment < 0 ? content : content[..comment]).Trim();
        return bare.EndsWith("]") && !bare.Contains(',') && !bare.Contains('=');
    }

    private int CommaAfter(int at)
    {
        for (; at < text.Text.Length; at++)
        {
            if (text.Text[at] == ',')
                return at;
            if (text.Text[at] == '#')
                at = text.LineEnd(at);
            else if (!char.IsWhiteSpace(text.Text[at]))
                return -1;
        }
        return -1;
    }

    private int EndOf(TomlTree value)
    {
        if (value.End >= 0)
            return value.End;
        var inner = (value.Items ?? [.. value.Table?.Values ?? Enumerable.Empty<TomlTree>()]).Select(EndOf).DefaultIfEmpty(value.Start + 1).Max();
        var close = value.Items is null ? '}' : ']';
        return text.Text.IndexOf(close, inner) + 1;
    }

    private static string Quote(string value, char quote) => $"{quote}{value}{quote}";
}
