using System.Globalization;
using System.Text.RegularExpressions;
using Cortex.Packages.Editing.Texts;

namespace Cortex.Packages.Editing.Golang;

/// <summary>How a version of a module is written, and whether its path may have it: https://go.dev/ref/mod#major-version-suffixes.</summary>
internal static partial class GoTarget
{
    /// <summary>With "v", and with "+incompatible" where the module has no file that says so.</summary>
    public static string Written(string module, string version)
    {
        var written = "v" + version.TrimStart('v');
        return MajorOf(version) >= 2 && !Suffix().IsMatch(module) && !version.Contains('+', StringComparison.Ordinal) ? written + "+incompatible" : written;
    }

    /// <summary>Why the module cannot have the version; null when it can.</summary>
    public static string? Complaint(string module, string version)
    {
        var major = MajorOf(version);
        if (Suffix().Match(module) is not { Success: true } suffix)
            return null;
        var named = int.Parse(suffix.Groups["major"].Value, CultureInfo.InvariantCulture);
        return named == major || (named == 1 && major == 0)
            ? null
            : $"{module} is another module from major version {major} on, with another import path; change the imports by hand.";
    }

    private static long MajorOf(string version) => ReleaseNumbers.Of(version) is [var major, ..] ? major : 0;

    [GeneratedRegex(@"(?:^gopkg\.in/.*\.|/)v(?<major>[0-9]{1,4})$", RegexOptions.NonBacktracking)]
    private static partial Regex Suffix();
}
