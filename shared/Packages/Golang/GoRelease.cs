using System.Globalization;
using System.Text.RegularExpressions;

namespace Cortex.Packages.Golang;

/// <summary>Releases of Go, as in 1.21 and 1.22rc1: https://go.dev/doc/toolchain#version.</summary>
internal static partial class GoRelease
{
    /// <summary>Major and minor number; null when the text is no release.</summary>
    public static (int Major, int Minor)? Parse(string text)
    {
        var match = Text().Match(text);
        return match.Success ? (Number(match.Groups[1].Value), Number(match.Groups[2].Value)) : null;
    }

    private static int Number(string digits) => digits.Length == 0 ? 0 : int.Parse(digits, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^([0-9]{1,4})(?:\.([0-9]{1,4}))?(?:\.[0-9]{1,9})?(?:(?:alpha|beta|rc)[0-9]{1,9})?$", RegexOptions.NonBacktracking)]
    private static partial Regex Text();
}
