using Cortex.Packages.Reading;

namespace Cortex.Packages.Editing.Texts;

/// <summary>A file's text with the replacements that are to be made in it; all places are those of the text as it was opened.</summary>
internal sealed class EditedText
{
    private readonly List<(int Start, int End, string With)> changes = [];

    public EditedText(string path, string text)
    {
        Path = path;
        Text = text;
        if (ConflictLine(text) is { } line)
            throw new UnreadableException("The file has the marks of a merge conflict; resolve it first.", line);
    }

    public string Path { get; }

    public string Text { get; }

    public bool IsChanged => changes.Count > 0;

    /// <summary>How the file ends its lines, by the first of them.</summary>
    public string NewLine => Text.IndexOf('\n', StringComparison.Ordinal) is > 0 and var end && Text[end - 1] == '\r' ? "\r\n" : "\n";

    /// <summary>The 1-based line of a place.</summary>
    public int LineOf(int at) => 1 + Text.AsSpan(0, at).Count('\n');

    public int LineStart(int at) => at == 0 ? 0 : Text.LastIndexOf('\n', at - 1) + 1;

    /// <summary>The place of the line's end, before its line break.</summary>
    public int LineEnd(int at)
    {
        var end = Text.IndexOf('\n', at);
        end = end < 0 ? Text.Length : end;
        return end > at && Text[end - 1] == '\r' ? end - 1 : end;
    }

    /// <summary>The white space that the line of a place starts with.</summary>
    public string IndentOf(int at)
    {
        var start = LineStart(at);
        var end = start;
        while (end < Text.Length && Text[end] is ' ' or '\t')
            end++;
        return Text[start..end];
    }

    public void Replace(int start, int end, string with)
    {
        if (!Text.AsSpan(start..end).SequenceEqual(with) && !changes.Contains((start, end, with)))
            changes.Add((start, end, with));
    }

    public void Insert(int at, string text) => changes.Add((at, at, text));

    /// <summary>Adds lines after the line of a place, also where that one has no line break.</summary>
    public void InsertAfterLine(int at, string lines)
    {
        var end = LineEnd(at);
        Insert(end, NewLine + lines.ReplaceLineEndings(NewLine));
    }

    /// <summary>Adds lines at the end; the file keeps its last line break, or its lack of one.</summary>
    public void Append(string lines)
    {
        var text = lines.ReplaceLineEndings(NewLine);
        Insert(Text.Length, Text.Length == 0 || Text[^1] == '\n' ? text + NewLine : NewLine + text);
    }

    public string Result()
    {
        var result = Text;
        // What is inserted at one place stands in the order in which it was asked for.
        foreach (var (start, end, with) in changes.Select((change, order) => (change, order))
            .OrderByDescending(c => c.change.Start).ThenByDescending(c => c.order).Select(c => c.change))
            result = string.Concat(result.AsSpan(0, start), with, result.AsSpan(end));
        return result;
    }

    private static int? ConflictLine(string text)
    {
        int? opened = null;
        var line = 0;
        foreach (var range in text.AsSpan().Split('\n'))
        {
            line++;
            var content = text.AsSpan(range);
            if (content.StartsWith("<<<<<<< "))
                opened ??= line;
            else if (opened is not null && content.StartsWith(">>>>>>> "))
                return opened;
        }
        return null;
    }
}
