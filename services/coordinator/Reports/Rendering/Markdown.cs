using System.Text;

namespace Cortex.Coordinator.Reports.Rendering;

/// <summary>
/// Text from targets, tools and models, made harmless for GitHub Flavored Markdown: it stays on its line and in its table cell, and
/// starts no markup, link, HTML or mathematics. It must not begin a line.
/// </summary>
internal static class Markdown
{
    private const string Escaped = @"\`*[]|~$";

    public static string Text(string text)
    {
        var safe = new StringBuilder();
        var plain = PlainText.Of(text);
        for (var i = 0; i < plain.Length; i++)
        {
            var c = plain[i];
            _ = c switch
            {
                '<' => safe.Append("&lt;"),
                '>' => safe.Append("&gt;"),
                '&' => safe.Append("&amp;"),
                '_' when !IsInsideWord(plain, i) => safe.Append(@"\_"),
                '@' when !IsInsideWord(plain, i) => safe.Append("@&#8203;"),
                ':' when i + 1 < plain.Length && plain[i + 1] == '/' => safe.Append("&#58;"),
                _ when Escaped.Contains(c) => safe.Append('\\').Append(c),
                _ => safe.Append(c),
            };
        }

        return safe.ToString();
    }

    /// <summary>A code span; text that could end one early, split a cell or hold HTML is written as escaped text.</summary>
    public static string Code(string text)
    {
        var plain = PlainText.Of(text);
        return plain.Length == 0 ? "" : plain.AsSpan().ContainsAny("`|\\<") ? Text(plain) : $"`{plain}`";
    }

    /// <summary>A link to a page of the web; anything else is written as text.</summary>
    public static string Link(string label, string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("https" or "http") || url.Length > 2000)
            return $"{Text(label)} ({Text(url)})";
        return $"[{Text(label)}]({Address(uri.AbsoluteUri)})";
    }

    /// <summary>A link to a file beside the document.</summary>
    public static string File(string label, string path) => $"[{Text(label)}]({Address(Uri.EscapeDataString(path).Replace("%2F", "/", StringComparison.Ordinal))})";

    private static string Address(string uri)
    {
        var address = new StringBuilder(uri);
        foreach (var c in "()[]<>|`*_~\\\"' ")
            address.Replace(c.ToString(), $"%{(int)c:X2}");
        return address.ToString();
    }

    private static bool IsInsideWord(string text, int at) =>
        at > 0 && at < text.Length - 1 && char.IsAsciiLetterOrDigit(text[at - 1]) && char.IsAsciiLetterOrDigit(text[at + 1]);
}
