using System.Text.RegularExpressions;
using Cortex.Packages.Versions;

namespace Cortex.Packages.Debian;

/// <summary>Versions as dpkg orders them: https://www.debian.org/doc/debian-policy/ch-controlfields.html#version.</summary>
internal static partial class DebianVersion
{
    private const int MaxLength = 512;

    public static int Compare(Match left, Match right)
    {
        var order = Digits.Compare(left.Groups["epoch"].Value, right.Groups["epoch"].Value);
        if (order == 0)
            order = CompareText(left.Groups["upstream"].Value, right.Groups["upstream"].Value);
        return order != 0 ? order : CompareText(left.Groups["revision"].Value, right.Groups["revision"].Value);
    }

    /// <summary>In turns what is no number, by <see cref="Weight"/>, and what is one.</summary>
    private static int CompareText(string a, string b)
    {
        int left = 0, right = 0;
        while (left < a.Length || right < b.Length)
        {
            while (IsText(a, left) || IsText(b, right))
            {
                var order = Weight(a, left++).CompareTo(Weight(b, right++));
                if (order != 0)
                    return order;
            }
            var byNumber = Digits.Compare(Number(a, ref left), Number(b, ref right));
            if (byNumber != 0)
                return byNumber;
        }
        return 0;
    }

    private static bool IsText(string text, int at) => at < text.Length && !char.IsAsciiDigit(text[at]);

    // A tilde comes before the end, letters before all else.
    private static int Weight(string text, int at)
    {
        if (at >= text.Length || char.IsAsciiDigit(text[at]))
            return 0;
        return text[at] switch
        {
            '~' => -1,
            var c when char.IsAsciiLetter(c) => c,
            var c => c + 256,
        };
    }

    private static string Number(string text, ref int at)
    {
        var start = Math.Min(at, text.Length);
        for (at = start; at < text.Length && char.IsAsciiDigit(text[at]); at++)
        {
        }
        return text[start..at];
    }

    public static Match Parse(string text) =>
        text.Length <= MaxLength && Correct().Match(text.Trim()) is { Success: true } match
            ? match
            : throw new VersionFormatException(
                $"{Display.Quote(text)} is no Debian version; write epoch:upstream-revision, as in 1:2.3.4-5 or 2.3~rc1-1.");

    // The last '-' begins the revision, and only behind an epoch may there be another ':'. dpkg holds an epoch in 31 bits.
    [GeneratedRegex("""
        ^(?:(?<epoch>[0-9]{1,9}):)?
        (?:(?<upstream>[0-9](?(epoch)[A-Za-z0-9.+~:-]|[A-Za-z0-9.+~-])*)-(?<revision>[A-Za-z0-9+.~]+)
        |(?<upstream>[0-9](?(epoch)[A-Za-z0-9.+~:]|[A-Za-z0-9.+~])*))\z
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Correct();
}
