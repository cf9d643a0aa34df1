using System.Text.RegularExpressions;

namespace Cortex.Security.Matching;

/// <summary>
/// Advisories and lockfiles write versions more loosely than their ecosystems define them: "1.2" where SemVer wants three numbers,
/// "1.13.6-x86_64-linux" for a gem that was built. What such a text stands for.
/// </summary>
internal static partial class VersionTexts
{
    private const int MaxLength = 256;

    /// <summary>Null when nothing better is known than the text itself.</summary>
    /// <param name="ecosystem">The purl type.</param>
    /// <param name="text">The version as written.</param>
    public static string? Meant(string ecosystem, string text)
    {
        if (text.Length > MaxLength)
            return null;
        text = text.Trim();
        return ecosystem switch
        {
            "npm" or "cargo" or "golang" or "hex" or "pub" or "githubactions" or "swift" => AsSemVer(text),
            "gem" or "nuget" or "composer" when text.IndexOf('+', StringComparison.Ordinal) is > 0 and var plus => text[..plus],
            "nuget" when text is ['v' or 'V', ..] => text[1..],
            _ => null,
        };
    }

    /// <summary>A gem that was built for a platform has the version of its source.</summary>
    public static string WithoutPlatform(string ecosystem, string text) =>
        ecosystem == "gem" && text.Length <= MaxLength ? Platform().Replace(text, "") : text;

    /// <summary>A branch has no place among the versions: whether a fix is on it cannot be told.</summary>
    public static bool IsBranch(string ecosystem, string text) =>
        ecosystem == "composer" && (text.StartsWith("dev-", StringComparison.OrdinalIgnoreCase) || text is "master" or "trunk" or "default");

    private static string? AsSemVer(string text)
    {
        var match = Loose().Match(text);
        if (!match.Success)
            return null;
        var numbers = match.Groups["number"].Captures.Select(c => WithoutZeros(c.Value)).Concat(["0", "0"]).Take(3);
        var labels = match.Groups["label"].Captures.Select(c => c.Value.All(char.IsAsciiDigit) ? WithoutZeros(c.Value) : c.Value);
        return string.Join('.', numbers) + (match.Groups["label"].Success ? "-" + string.Join('.', labels) : "");
    }

    private static string WithoutZeros(string digits) => digits.TrimStart('0') is { Length: > 0 } rest ? rest : "0";

    [GeneratedRegex(
        @"^[=vV]?(?<number>[0-9]{1,18})(\.(?<number>[0-9]{1,18})){0,2}(-?(?<label>[0-9A-Za-z-]+)(\.(?<label>[0-9A-Za-z-]+))*)?-?(\+.*)?\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Loose();

    [GeneratedRegex(
        @"-(java|jruby|ruby|x86|x64|universal|(x86_64|x86|x64|i[3-6]86|aarch64|arm64|armv?[0-9]*[a-z]*|arm|universal|powerpc|ppc64le|s390x|riscv64)-(linux|darwin|mingw|mswin|freebsd|java|solaris|cygwin|openbsd|unknown)[a-z0-9_.-]*|(mswin|mingw)[a-z0-9_.-]*)\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Platform();
}
