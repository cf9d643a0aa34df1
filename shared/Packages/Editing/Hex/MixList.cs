using System.Text.RegularExpressions;

namespace Cortex.Packages.Editing.Hex;

/// <summary>The list that the deps function of a mix.exs gives, where it is written out.</summary>
internal static partial class MixList
{
    /// <summary>The places behind the last entry, of the comma behind that, and of the list's bracket; -1 for those that are not there.</summary>
    public static (int Last, int Comma, int List)? LastEntryOf(string text)
    {
        if (Function().Match(text) is not { Success: true } function)
            return null;
        var list = function.Index + function.Length - 1;
        var (depth, last, comma) = (0, -1, -1);
        for (var at = list; at < text.Length; at++)
        {
            switch (text[at])
            {
                case '#':
                    at = text.IndexOf('\n', at) is >= 0 and var end ? end : text.Length;
                    break;
                case '"':
                    at = text.IndexOf('"', at + 1) is >= 0 and var close ? close : text.Length;
                    break;
                case '[' or '{' or '(':
                    depth++;
                    break;
                case ']' or '}' or ')':
                    depth--;
                    if (depth == 0)
                        return (last, comma, list);
                    if (depth == 1)
                        (last, comma) = (at + 1, -1);
                    break;
                case ',' when depth == 1:
                    comma = at;
                    break;
            }
        }
        return null;
    }

    [GeneratedRegex(@"\bdefp?\s+deps(?:\(\))?\s*(?:do\s|,\s*do:)\s*\[", RegexOptions.NonBacktracking)]
    private static partial Regex Function();
}
