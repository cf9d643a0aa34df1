using System.Globalization;
using Cortex.Packages.Versions;

namespace Cortex.Packages.Editing.Texts;

/// <summary>The numbers that a version starts with, for writing others of the same length.</summary>
internal static class ReleaseNumbers
{
    private const int MaxNumber = 1_000_000_000;

    /// <summary>1, 2 and 3 of "v1.2.3-rc.1"; empty for what starts with no number.</summary>
    public static List<long> Of(string version)
    {
        var numbers = new List<long>();
        foreach (var part in version.TrimStart('v').Split('.'))
        {
            var digits = new string([.. part.TakeWhile(char.IsAsciiDigit)]);
            if (!Digits.Are(digits) || !long.TryParse(digits, CultureInfo.InvariantCulture, out var number) || number > MaxNumber)
                break;
            numbers.Add(number);
            if (digits.Length < part.Length)
                break;
        }
        return numbers;
    }

    /// <summary>The version with as many numbers as asked for: cut off, or filled up with zeros.</summary>
    public static string OfLength(string version, int count)
    {
        var numbers = Of(version);
        return Join(Enumerable.Range(0, count).Select(at => at < numbers.Count ? numbers[at] : 0));
    }

    /// <summary>
    /// The bound of as many numbers that comes next after the version, counted on where the old one's last number stands that is not
    /// zero: of "&lt;1.5" for 1.7.2 it is 1.8, of "&lt;2.0" for 3.1.0 it is 4.0.
    /// </summary>
    public static string Above(string bound, string version)
    {
        var (old, now) = (Of(bound), Of(version));
        var last = Math.Max(0, old.FindLastIndex(number => number != 0));
        return Join(Enumerable.Range(0, Math.Max(1, old.Count)).Select(at => at > last ? 0 : (at < now.Count ? now[at] : 0) + (at == last ? 1 : 0)));
    }

    /// <summary>
    /// The bound above of a range that rises as a whole: it stays as wide as it was, so that "&gt;=1.2,&lt;2.0" becomes "&gt;=3.1,&lt;4.0".
    /// </summary>
    public static string Above(string lower, string bound, string version)
    {
        var (from, to, now) = (Of(lower), Of(bound), Of(version));
        var differs = 0;
        while (differs < to.Count - 1 && differs < from.Count && from[differs] == to[differs])
            differs++;
        var next = Enumerable.Range(0, to.Count).Select(at => at > differs ? 0 : (at < now.Count ? now[at] : 0) + (at == differs ? 1 : 0));
        return Join(next);
    }

    /// <summary>The next version that may break what the given one allows: 2.0.0 of 1.4.2, 0.5.0 of 0.4.2.</summary>
    public static string NextBreaking(string version)
    {
        var numbers = Of(OfLength(version, 3));
        var at = Math.Min(2, numbers.TakeWhile(number => number == 0).Count());
        return Join(numbers.Select((number, index) => index > at ? 0 : index == at ? number + 1 : number));
    }

    private static string Join(IEnumerable<long> numbers) => string.Join('.', numbers);
}
