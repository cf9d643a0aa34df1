using System.Text.RegularExpressions;

namespace Cortex.Packages.Editing.Gem;

/// <summary>A call that asks for a gem, with the texts that are its requirements.</summary>
/// <param name="Start">Where the call starts.</param>
/// <param name="Requirements">Where each text stands, without quotes.</param>
/// <param name="Rest">What follows on the line and on those that a comma joins to it.</param>
/// <param name="IsRuntime">False for a gemspec's development dependency.</param>
internal sealed record GemCall(int Start, IReadOnlyList<(int Start, int End)> Requirements, string Rest, bool IsRuntime)
{
    private static readonly string[] Sources = ["git:", "github:", "path:", "gist:", "bitbucket:", ":git", ":github", ":path"];

    public bool FromAddress => Array.Exists(Sources, source => Rest.Contains(source, StringComparison.Ordinal));

    public static IEnumerable<GemCall> Of(string text, string name)
    {
        var escaped = Regex.Escape(name);
        var head = new Regex(
            $$"""(?m)^[ \t]*(?:gem|[A-Za-z_][A-Za-z0-9_.]*\.add_(?<kind>runtime_|development_)?dependency)[ \t]*\(?[ \t]*(?:"{{escaped}}"|'{{escaped}}'|%q[<({\[]{{escaped}}[>)}\]])(?:\.freeze)?""",
            RegexOptions.NonBacktracking);
        foreach (Match match in head.Matches(text))
            yield return Read(text, match.Index, match.Index + match.Length, match.Groups["kind"].Value != "development_");
    }

    private static GemCall Read(string text, int start, int at, bool isRuntime)
    {
        var found = new List<(int, int)>();
        var inList = false;
        while (true)
        {
            at = Skip(text, at);
            if (at < text.Length && text[at] == ',')
                at = Skip(text, at + 1);
            else if (!inList || at >= text.Length || text[at] != ']')
                break;
            if (at < text.Length && text[at] == '[')
                (inList, at) = (true, Skip(text, at + 1));
            if (at < text.Length && text[at] == ']')
                (inList, at) = (false, at + 1);
            else if (Text(text, at) is var (first, close) && !IsKey(text, close + 1))
                at = AfterText(text, close + 1, found, first);
            else
                break;
        }
        var end = at;
        while (end < text.Length && text[end] != '\n')
            end = text[end] == ',' ? Skip(text, end + 1) : end + 1;
        return new(start, found, at < end ? text[at..Math.Min(end, text.Length)] : "", isRuntime);
    }

    /// <summary>Where the text of a quotation starts, and its closing sign: "a", 'a', :"a", %(a), %q[a].</summary>
    private static (int Start, int Close)? Text(string text, int at)
    {
        if (at < text.Length - 1 && text[at] == ':' && text[at + 1] is '"' or '\'')
            at++;
        var sign = at < text.Length ? text[at] : ' ';
        if (sign == '%')
        {
            at += at < text.Length - 1 && text[at + 1] is 'q' or 'Q' ? 2 : 1;
            var open = at < text.Length ? "([{<".IndexOf(text[at], StringComparison.Ordinal) : -1;
            sign = open < 0 ? ' ' : ")]}>"[open];
        }
        else if (sign is not ('"' or '\''))
        {
            return null;
        }
        return sign != ' ' && text.IndexOf(sign, at + 1) is > 0 and var close ? (at + 1, close) : null;
    }

    private static int AfterText(string text, int end, List<(int, int)> found, int start)
    {
        found.Add((start, end - 1));
        return text.AsSpan(end).StartsWith(".freeze") ? end + ".freeze".Length : end;
    }

    // "require" => false, "group": "test"
    private static bool IsKey(string text, int at) =>
        text.AsSpan(at).StartsWith(":") || text.AsSpan(at).TrimStart(' ').StartsWith("=>");

    // White space and comments; a line ends a call unless a comma or an open list goes before.
    private static int Skip(string text, int at)
    {
        var joined = at > 0 && text[at - 1] is ',' or '[';
        for (; at < text.Length; at++)
        {
            if (joined && text[at] == '#')
                at = text.IndexOf('\n', at) is >= 0 and var end ? end : text.Length - 1;
            else if (!(text[at] is ' ' or '\t') && !(joined && char.IsWhiteSpace(text[at])))
                break;
        }
        return at;
    }
}
