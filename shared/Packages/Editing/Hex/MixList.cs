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
        var open = new Stack<char>();
        var (last, comma) = (-1, -1);
        for (var at = list; at < text.Length; at++)
        {
            switch (text[at])
            {
                case '#':
                    at = text.IndexOf('\n', at) is >= 0 and var end ? end : text.Length;
                    break;
                case '"':
                    // A quote that ends on another line began as the end of a string that somebody broke.
                    at = text.AsSpan(at + 1).IndexOfAny('"', '\n') is >= 0 and var close ? at + 1 + close : text.Length - 1;
                    if (text[at] != '"')
                        return null;
                    break;
                case '[' or '{' or '(':
                    open.Push(text[at]);
                    break;
                case ']' or '}' or ')':
                    if (open.Pop() != Opening(text[at]))
                        return null;
                    if (open.Count == 0)
                        return (last, comma, list);
                    if (open.Count == 1)
                        (last, comma) = (at + 1, -1);
                    break;
                case ',' when open.Count == 1:
                    comma = at;
                    break;
            }
        }
        return null;
    }

    private static char Opening(char closing) => closing switch { ']' => '[', '}' => '{', _ => '(' };

    [GeneratedRegex(@"\bdefp?\s+deps(?:\(\))?\s*(?:do\s|,\s*do:)\s*\[", RegexOptions.NonBacktracking)]
    private static partial Regex Function();
}
