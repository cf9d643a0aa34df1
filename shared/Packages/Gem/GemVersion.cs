using System.Text.RegularExpressions;
using Cortex.Packages.Versions;

namespace Cortex.Packages.Gem;

/// <summary>Versions as RubyGems orders them: https://docs.ruby-lang.org/en/master/Gem/Version.html.</summary>
internal static partial class GemVersion
{
    private const int MaxLength = 256;

    /// <summary>
    /// By segment, numbers as numbers, letters below numbers and in ordinal order. Zeros that end the numbers before the first letter,
    /// or that end the version, do not count, and what is missing counts as zero.
    /// </summary>
    public static int Compare(List<string> left, List<string> right)
    {
        for (var at = 0; at < Math.Max(left.Count, right.Count); at++)
        {
            var order = CompareSegments(at < left.Count ? left[at] : "0", at < right.Count ? right[at] : "0");
            if (order != 0)
                return order;
        }
        return 0;
    }

    public static bool IsVersion(string text) => text.Length is > 0 and <= MaxLength && Correct().IsMatch(text);

    private static int CompareSegments(string a, string b) => (Digits.Are(a), Digits.Are(b)) switch
    {
        (true, true) => Digits.Compare(a, b),
        (true, false) => 1,
        (false, true) => -1,
        _ => string.CompareOrdinal(a, b),
    };

    public static List<string> Segments(string text)
    {
        if (text.Length > MaxLength || !Correct().IsMatch(text))
        {
            throw new VersionFormatException(
                $"{Display.Quote(text)} is no RubyGems version; write numbers and letters with points, as in 1.2.3 or 1.2.3.beta1.");
        }
        List<string> numbers = [], rest = [];
        foreach (Match match in Part().Matches(text.Replace("-", ".pre.", StringComparison.Ordinal)))
        {
            if (rest.Count > 0 || !Digits.Are(match.Value))
                rest.Add(match.Value);
            else
                numbers.Add(match.Value);
        }
        return [.. WithoutZerosAtEnd(numbers), .. WithoutZerosAtEnd(rest)];
    }

    private static List<string> WithoutZerosAtEnd(List<string> segments)
    {
        while (segments is [.., var last] && Digits.AreZero(last))
            segments.RemoveAt(segments.Count - 1);
        return segments;
    }

    [GeneratedRegex(@"^\s*([0-9]+(?>\.[0-9a-zA-Z]+)*(-[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?)?\s*\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Correct();

    [GeneratedRegex("[0-9]+|[a-zA-Z]+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Part();
}
