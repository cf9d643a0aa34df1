using Cortex.Packages.Reading;

namespace Cortex.Packages.Editing.Golang;

/// <summary>A line of a go.mod or go.work with the places of its words: https://go.dev/ref/mod#go-mod-file-lexical.</summary>
/// <param name="Verb">As in "require", also of a line within a block.</param>
/// <param name="InBlock">Whether it stands within brackets.</param>
/// <param name="Words">What follows the verb.</param>
/// <param name="Start">Where the line starts.</param>
/// <param name="Comment">What follows "//", trimmed.</param>
internal sealed record GoLine(string Verb, bool InBlock, IReadOnlyList<GoWord> Words, int Start, string Comment)
{
    public bool IsIndirect => Comment == "indirect" || Comment.StartsWith("indirect;", StringComparison.Ordinal);

    public string? Word(int at) => at >= 0 && at < Words.Count ? Words[at].Text : null;

    /// <summary>The lines with a directive; block brackets are none.</summary>
    public static IEnumerable<GoLine> Of(string text)
    {
        string? block = null;
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf('\n', start) is >= 0 and var found ? found : text.Length;
            var (words, comment) = Split(text, start, end);
            if (words is [{ Text: ")" }])
                block = null;
            else if (words is [var opening, { Text: "(" }])
                block = opening.Text;
            else if (words.Count > 0)
                yield return block is null ? new(words[0].Text, false, words[1..], start, comment) : new(block, true, words, start, comment);
            start = end + 1;
        }
        if (block is not null)
            throw new UnreadableException($"The block of {Display.Quote(block)} is not closed; add a ')'.", 1 + text.Count('\n'));
    }

    private static (List<GoWord> Words, string Comment) Split(string text, int at, int end)
    {
        var words = new List<GoWord>();
        while (at < end)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
                continue;
            }
            if (text.AsSpan(at..end).StartsWith("//"))
                return (words, text[(at + 2)..end].Trim());
            if (text[at] is '"' or '`' && text.IndexOf(text[at], at + 1, end - at - 1) is > 0 and var close)
            {
                words.Add(new(text[(at + 1)..close], at + 1, close));
                at = close + 1;
                continue;
            }
            var start = at++;
            while (text[start] is not ('(' or ')') && at < end && !char.IsWhiteSpace(text[at]) && text[at] is not ('(' or ')') && !text.AsSpan(at..end).StartsWith("//"))
                at++;
            words.Add(new(text[start..at], start, at));
        }
        return (words, "");
    }
}

internal sealed record GoWord(string Text, int Start, int End);
