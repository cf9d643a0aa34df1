namespace Cortex.Packages.Editing.Maven;

/// <summary>Finds the elements of a text that is known to be well-formed XML without a document type.</summary>
internal static class XmlSpanParser
{
    public static XmlSpan? Parse(string text)
    {
        XmlSpan? root = null, open = null;
        for (var at = text.IndexOf('<', StringComparison.Ordinal); at >= 0; at = text.IndexOf('<', at))
        {
            if (Passed(text, at, "<!--", "-->") is { } comment)
            {
                at = comment;
            }
            else if (Passed(text, at, "<![CDATA[", "]]>") is { } data)
            {
                at = data;
            }
            else if (Passed(text, at, "<?", "?>") is { } instruction)
            {
                at = instruction;
            }
            else if (text.AsSpan(at).StartsWith("</"))
            {
                var end = text.IndexOf('>', at) + 1;
                (open!.ContentEnd, open.End) = (at, end);
                (open, at) = (open.Parent, end);
            }
            else
            {
                var end = TagEnd(text, at);
                var element = Open(text, at, end, open);
                root ??= element;
                open?.Children.Add(element);
                if (!element.ClosesItself)
                    open = element;
                at = end;
            }
        }
        return root;
    }

    private static XmlSpan Open(string text, int start, int end, XmlSpan? parent)
    {
        var stop = start + 1;
        while (!char.IsWhiteSpace(text[stop]) && text[stop] is not ('/' or '>'))
            stop++;
        var name = text[(start + 1)..stop];
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        return new()
        {
            Name = name[(colon + 1)..],
            HasPrefix = colon >= 0,
            Parent = parent,
            Start = start,
            ContentStart = end,
            ContentEnd = end,
            End = end,
            ClosesItself = text[end - 2] == '/',
        };
    }

    // A '>' may stand within the quotes of an attribute.
    private static int TagEnd(string text, int at)
    {
        var quote = '\0';
        for (; at < text.Length; at++)
        {
            if (quote != '\0')
                quote = text[at] == quote ? '\0' : quote;
            else if (text[at] is '"' or '\'')
                quote = text[at];
            else if (text[at] == '>')
                return at + 1;
        }
        return text.Length;
    }

    private static int? Passed(string text, int at, string open, string close) =>
        text.AsSpan(at).StartsWith(open) ? text.IndexOf(close, at + open.Length, StringComparison.Ordinal) + close.Length : null;
}
