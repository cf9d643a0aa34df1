using System.Text.RegularExpressions;

namespace Cortex.Packages.Versions;

/// <summary>
/// Versions that are tags of a git repository: SemVer with or without a "v", of which the end may be missing, as the "v4" of a GitHub
/// action, which then stands for v4.0.0. https://docs.github.com/actions/how-tos/create-and-publish-actions/manage-custom-actions.
/// </summary>
internal static partial class TagVersion
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
        return SemVerLabels.Compare(left.Groups["pre"].Value, right.Groups["pre"].Value);
    }

    public static Match Parse(string text) =>
        text.Length <= MaxLength && Correct().Match(text) is { Success: true } match
            ? match
            : throw new VersionFormatException($"{Display.Quote(text)} is no version; name a tag as v1, v1.2 or v1.2.3.");

    [GeneratedRegex(
        @"^[vV]?(?<major>[0-9]+)(\.(?<minor>[0-9]+)(\.(?<patch>[0-9]+))?)?(-(?<pre>[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*))?(\+[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Correct();
}
