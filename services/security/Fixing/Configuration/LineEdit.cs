namespace Cortex.Security.Fixing.Configuration;

/// <summary>Changes a text at places given by line and column; the ends of lines and the byte order mark stay as they are.</summary>
internal sealed class LineEdit
{
    private readonly string text;
    private readonly List<int> starts;

    private LineEdit(string text, List<int> starts) => (this.text, this.starts) = (text, starts);

    /// <summary>Null for a text with ends of lines that are no newlines: places in it are not certain.</summary>
    public static LineEdit? Of(string text)
    {
        var lines = new List<int> { text.StartsWith('\uFEFF') ? 1 : 0 };
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is '\f' or '\u0085' or '\u2028' or '\u2029' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n')))
                return null;
            if (text[i] == '\n')
                lines.Add(i + 1);
        }

        return new(text, lines);
    }

    /// <summary>Null when something else than <paramref name="old"/> stands there.</summary>
    /// <param name="place">Line from 1, column from 0.</param>
    public string? Replace((int Line, int Column) place, string old, string by)
    {
        if (place.Line < 1 || place.Line > starts.Count || place.Column < 0)
            return null;
        var at = starts[place.Line - 1] + place.Column;
        return at <= text.Length && text.AsSpan(at).StartsWith(old) ? string.Concat(text.AsSpan(0, at), by, text.AsSpan(at + old.Length)) : null;
    }

    /// <summary>Without its end; null when there is no such line.</summary>
    public string? Line(int line) =>
        line < 1 || line > starts.Count ? null : text[starts[line - 1]..(line < starts.Count ? starts[line] : text.Length)].TrimEnd('\r', '\n');

    /// <summary>After the last letter of a line.</summary>
    public string? Append(int line, string what)
    {
        var end = line < starts.Count ? starts[line] : text.Length;
        while (end > starts[line - 1] && char.IsWhiteSpace(text[end - 1]))
            end--;
        return end == starts[line - 1] ? null : text.Insert(end, what);
    }
}
