using System.Text.RegularExpressions;

namespace Cortex.Packages.Gem;

/// <summary>What can be seen of Ruby code without running it.</summary>
internal static partial class RubyText
{
    public const int MaxLine = 10_000;

    /// <summary>The line without its comment.</summary>
    public static string Code(string line)
    {
        var quote = '\0';
        for (var at = 0; at < line.Length; at++)
        {
            if (quote != '\0')
                quote = line[at] == quote ? '\0' : quote;
            else if (line[at] is '"' or '\'')
                quote = line[at];
            else if (line[at] == '#')
                return line[..at].Trim();
        }
        return line.Trim();
    }

    /// <summary>The one version that the requirements allow; null for a range, several, or what code computes.</summary>
    public static string? Exact(IReadOnlyList<string> requirements)
    {
        if (requirements is not [var only])
            return null;
        var text = only.Trim();
        if (text.StartsWith('='))
            text = text[1..].Trim();
        return GemVersion.IsVersion(text) ? text : null;
    }

    /// <summary>The texts before the first option: "name", then requirements, each alone or in an array.</summary>
    public static List<string> LeadingTexts(string arguments)
    {
        var texts = new List<string>();
        foreach (Match match in Argument().Matches(arguments))
        {
            if (match.Groups["option"].Success)
                break;
            if (match.Groups["text"] is { Success: true } text)
                texts.Add(text.Value);
        }
        return texts;
    }

    [GeneratedRegex("""(?<option>[A-Za-z_]+:(\s|['":])|:[A-Za-z_]+\s*=>)|"(?<text>[^"]*)"|'(?<text>[^']*)'|%q[<({\[](?<text>[^>)}\]]*)[>)}\]]""", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Argument();
}
