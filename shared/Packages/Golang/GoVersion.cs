using System.Text.RegularExpressions;
using Cortex.Packages.Versions;

namespace Cortex.Packages.Golang;

/// <summary>
/// Versions as golang.org/x/mod/semver orders them, with a "v" or without. What follows "+" does not count, +incompatible included.
/// A release of Go, as 1.22rc1 or go1.22rc1, is read as 1.22.0-rc.1.
/// </summary>
internal static partial class GoVersion
{
    private const int MaxLength = 512;
    private static readonly string[] Numbers = ["major", "minor", "patch"];

    public static int Compare(Match left, Match right)
    {
        foreach (var number in Numbers)
        {
            var order = Digits.Compare(left.Groups[number].Value, right.Groups[number].Value);
            if (order != 0)
                return order;
        }
        return SemVerLabels.Compare(left.Groups["pre"].Value, right.Groups["pre"].Value);
    }

    public static Match Parse(string text)
    {
        if (text.Length <= MaxLength)
        {
            var bare = text.StartsWith('v') ? text[1..] : text is ['g', 'o', >= '0' and <= '9', ..] ? text[2..] : text;
            if (Correct().Match(Release().Replace(bare, "${number}.0-${label}.${count}")) is { Success: true } match && !HasLeadingZero(match.Groups["pre"].Value))
                return match;
        }
        throw new VersionFormatException(
            $"{Display.Quote(text)} is no Go version; write vmajor.minor.patch, as in v1.2.3 or v0.0.0-20231127185646-65229373498e.");
    }

    private static bool HasLeadingZero(string labels) => labels.Split('.').Any(label => label is ['0', _, ..] && Digits.Are(label));

    [GeneratedRegex(@"^(?<number>[0-9]+\.[0-9]+)(?<label>alpha|beta|rc)(?<count>[0-9]+)\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Release();

    // "v1" and "v1.2" stand for v1.0.0 and v1.2.0, and have no labels.
    [GeneratedRegex("""
        ^(?<major>0|[1-9][0-9]*)
        (?:\.(?<minor>0|[1-9][0-9]*)
        (?:\.(?<patch>0|[1-9][0-9]*)(?:-(?<pre>[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?)?)?\z
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Correct();
}
