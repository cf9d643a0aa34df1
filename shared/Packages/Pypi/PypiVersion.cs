using System.Text.RegularExpressions;
using Cortex.Packages.Versions;

namespace Cortex.Packages.Pypi;

/// <summary>Versions as Python's packaging library orders them: https://packaging.python.org/specifications/version-specifiers/ (PEP 440).</summary>
internal static partial class PypiVersion
{
    private const int MaxLength = 256;

    public static int Compare(Parts left, Parts right)
    {
        ReadOnlySpan<int> orders =
        [
            Digits.Compare(left.Epoch, right.Epoch),
            CompareRelease(left.Release, right.Release),
            left.PreRank.CompareTo(right.PreRank),
            Digits.Compare(left.Pre, right.Pre),
            CompareNumber(left.Post, right.Post),
            CompareDev(left.Dev, right.Dev),
            CompareLocal(left.Local, right.Local),
        ];
        foreach (var order in orders)
        {
            if (order != 0)
                return order;
        }
        return 0;
    }

    /// <summary>Part by part; zeros at the end do not count.</summary>
    private static int CompareRelease(string[] a, string[] b)
    {
        for (var at = 0; at < Math.Max(a.Length, b.Length); at++)
        {
            var order = Digits.Compare(at < a.Length ? a[at] : "0", at < b.Length ? b[at] : "0");
            if (order != 0)
                return order;
        }
        return 0;
    }

    private static int CompareNumber(string? a, string? b) => (a, b) switch
    {
        (null, null) => 0,
        (null, _) => -1,
        (_, null) => 1,
        _ => Digits.Compare(a, b),
    };

    // What is in development comes before what is not.
    private static int CompareDev(string? a, string? b) => a is null || b is null ? -CompareNumber(a, b) : Digits.Compare(a, b);

    private static int CompareLocal(string[]? a, string[]? b)
    {
        if (a is null || b is null)
            return (a is null ? 0 : 1) - (b is null ? 0 : 1);
        for (var at = 0; at < Math.Min(a.Length, b.Length); at++)
        {
            var order = (Digits.Are(a[at]), Digits.Are(b[at])) switch
            {
                (true, true) => Digits.Compare(a[at], b[at]),
                (true, false) => 1,
                (false, true) => -1,
                _ => string.CompareOrdinal(a[at], b[at]),
            };
            if (order != 0)
                return order;
        }
        return a.Length.CompareTo(b.Length);
    }

    public static Parts Parse(string text)
    {
        var match = text.Length <= MaxLength ? Correct().Match(text.Trim().ToLowerInvariant()) : Match.Empty;
        if (!match.Success)
            throw new VersionFormatException(
                $"{Display.Quote(text)} is no Python version; write numbers with points, as in 1.2.3, 1.2rc1 or 1.2.post1 (PEP 440).");
        string? pre = Group("pre"), post = Group("post") ?? Group("postn"), dev = Group("dev");
        return new(
            Group("epoch") ?? "",
            match.Groups["release"].Value.Split('.'),
            (pre, post, dev) switch
            {
                (null, null, not null) => -1,
                (null, _, _) => 3,
                (['a', ..], _, _) => 0,
                (['b', ..], _, _) => 1,
                _ => 2,
            },
            Group("pren") ?? "",
            post is null ? null : Group("postn") ?? Group("postx") ?? "",
            dev is null ? null : Group("devn") ?? "",
            Group("local")?.Split('.', '-', '_'));

        string? Group(string name) => match.Groups[name] is { Success: true } group ? group.Value : null;
    }

    [GeneratedRegex("""
        ^v?(?:(?<epoch>[0-9]+)!)?(?<release>[0-9]+(?:\.[0-9]+)*)
        (?:[-_.]?(?<pre>alpha|a|beta|b|preview|pre|c|rc)[-_.]?(?<pren>[0-9]+)?)?
        (?:-(?<postn>[0-9]+)|[-_.]?(?<post>post|rev|r)[-_.]?(?<postx>[0-9]+)?)?
        (?:[-_.]?(?<dev>dev)[-_.]?(?<devn>[0-9]+)?)?
        (?:\+(?<local>[a-z0-9]+(?:[-_.][a-z0-9]+)*))?\z
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Correct();

    public sealed record Parts(string Epoch, string[] Release, int PreRank, string Pre, string? Post, string? Dev, string[]? Local);
}
