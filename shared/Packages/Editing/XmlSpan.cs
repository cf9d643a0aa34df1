using System.Net;
using Cortex.Packages.Reading;

namespace Cortex.Packages.Editing;

/// <summary>An XML element and where it stands in its text. Names are local; the case of attributes does not count.</summary>
internal sealed class XmlSpan
{
    private XmlValue? found;
    private int noted;

    public required string Name { get; init; }

    public required int Start { get; init; }

    public required int Line { get; init; }

    public XmlSpan? Parent { get; private init; }

    /// <summary>Behind the '>' of its start tag.</summary>
    public int Opened { get; private set; }

    public int End { get; private set; }

    public Dictionary<string, XmlValue> Attributes { get; } = new(StringComparer.OrdinalIgnoreCase);

    public List<XmlSpan> Children { get; } = [];

    /// <summary>The text of an element without children, without the white space around it.</summary>
    public XmlValue? Text => Children.Count == 0 ? found : null;

    public XmlValue? this[string attribute] => Attributes.GetValueOrDefault(attribute);

    public IEnumerable<XmlSpan> Descendants => Children.SelectMany(child => child.Descendants.Prepend(child));

    /// <summary>Of text that <see cref="XmlTree"/> has found to be XML.</summary>
    public static XmlSpan Parse(string text)
    {
        var document = new XmlSpan { Name = "", Start = 0, Line = 1 };
        var (open, line, counted) = (document, 1, 0);
        for (var at = text.IndexOf('<'); at >= 0; at = text.IndexOf('<', at))
        {
            line += text.AsSpan(counted, at - counted).Count('\n');
            counted = at;
            if (Skipped(text, at) is { } behind)
            {
                open.Note(text, at, behind);
                at = behind;
            }
            else if (text[at + 1] == '/')
            {
                open.Note(text, at, at);
                at = text.IndexOf('>', at) + 1;
                open.End = at;
                open = open.Parent!;
                open.noted = at;
            }
            else
            {
                open.Note(text, at, at);
                var element = new XmlSpan { Name = LocalName(text, at + 1), Start = at, Line = line, Parent = open };
                open.Children.Add(element);
                var empty = element.ReadTag(text);
                at = element.Opened;
                if (empty)
                    open.noted = at;
                else
                    open = element;
            }
        }
        return document.Children[0];
    }

    /// <summary>Keeps the one piece of text between comments.</summary>
    private void Note(string text, int until, int next)
    {
        var from = Math.Max(noted, Opened);
        if (until > from && text.AsSpan(from, until - from).Trim() is { Length: > 0 } piece)
        {
            var start = from + text.AsSpan(from, until - from).IndexOf(piece);
            found = new(WebUtility.HtmlDecode(piece.ToString()), start, start + piece.Length);
        }
        noted = next;
    }

    private bool ReadTag(string text)
    {
        var at = Start + 1;
        while (!char.IsWhiteSpace(text[at]) && text[at] is not ('>' or '/'))
            at++;
        while (text[at] != '>')
        {
            if (char.IsWhiteSpace(text[at]) || text[at] == '/')
            {
                at++;
                continue;
            }
            var name = LocalName(text, at);
            at = text.IndexOfAny(['"', '\''], at);
            var end = text.IndexOf(text[at], at + 1);
            Attributes[name] = new(WebUtility.HtmlDecode(text[(at + 1)..end]), at + 1, end);
            at = end + 1;
        }
        Opened = at + 1;
        var empty = text[at - 1] == '/';
        End = empty ? Opened : 0;
        return empty;
    }

    private static string LocalName(string text, int at)
    {
        var end = at;
        while (!char.IsWhiteSpace(text[end]) && text[end] is not ('>' or '/' or '='))
            end++;
        return text[at..end].Split(':')[^1];
    }

    /// <summary>The end of a comment, a character data section or an instruction; null for an element.</summary>
    private static int? Skipped(string text, int at)
    {
        foreach (var (start, end) in (ReadOnlySpan<(string, string)>)[("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")])
        {
            if (string.CompareOrdinal(text, at, start, 0, start.Length) == 0)
                return text.IndexOf(end, at + start.Length, StringComparison.Ordinal) + end.Length;
        }
        return null;
    }
}

/// <param name="Text">Without escapes.</param>
/// <param name="Start">Of what is written.</param>
/// <param name="End">Behind it.</param>
internal sealed record XmlValue(string Text, int Start, int End);
