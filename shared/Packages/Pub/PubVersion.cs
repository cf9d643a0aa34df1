using System.Globalization;
using System.Text.RegularExpressions;
using Cortex.Packages.Versions;

namespace Cortex.Packages.Pub;

/// <summary>
/// Versions as Dart's pub_semver orders them: SemVer, except that build metadata counts, after the version without.
/// https://pub.dev/documentation/pub_semver/latest/pub_semver/Version-class.html.
/// </summary>
internal static partial class PubVersion
{
    private const int MaxLength = 256;
    private static readonly string[] Numbers = ["major", "minor", "patch"];

    public static int Compare(Match left, Match right)
    {
        foreach (var number in Numbers)
        {
            var order = Digits.Compare(left.Groups[number].Value, right.Groups[number].Value);
            if (order != 0)
                return order;
        }
        var (leftPre, rightPre) = (left.Groups["pre"], right.Groups["pre"]);
        if (leftPre.Success != rightPre.Success)
            return leftPre.Success ? -1 : 1;
        var byPre = CompareParts(leftPre.Value, rightPre.Value);
        if (byPre != 0)
            return byPre;
        var (leftBuild, rightBuild) = (left.Groups["build"], right.Groups["build"]);
        return leftBuild.Success != rightBuild.Success
            ? leftBuild.Success ? 1 : -1
            : CompareParts(leftBuild.Value, rightBuild.Value);
    }

    public static bool IsVersion(string text) => text.Length <= MaxLength && Correct().IsMatch(text);

    private static int CompareParts(string a, string b)
    {
        var (left, right) = (a.Split('.'), b.Split('.'));
        for (var at = 0; at < Math.Min(left.Length, right.Length); at++)
        {
            var order = ComparePart(left[at], right[at]);
            if (order != 0)
                return order;
        }
        return left.Length.CompareTo(right.Length);
    }

    // As in Dart, a part is a number when it fits one of 64 bits; it may have a sign.
    private static int ComparePart(string a, string b) => (Number(a), Number(b)) switch
    {
        ({ } left, { } right) => left.CompareTo(right),
        (not null, null) => -1,
        (null, not null) => 1,
        _ => string.CompareOrdinal(a, b),
    };

    private static long? Number(string part) =>
        long.TryParse(part, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    public static Match Parse(string text) =>
        text.Length <= MaxLength && Correct().Match(text) is { Success: true } match
            ? match
            : throw new VersionFormatException(
                $"{Display.Quote(text)} is no pub version; write major.minor.patch, as in 1.2.3, 1.2.3-dev.1 or 1.2.3+4.");

    [GeneratedRegex(
        @"^(?<major>[0-9]+)\.(?<minor>[0-9]+)\.(?<patch>[0-9]+)(-(?<pre>[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*))?(\+(?<build>[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*))?\z",
        RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Correct();
}
