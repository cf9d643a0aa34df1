using System.Text.RegularExpressions;
using Cortex.Packages.Versions;

namespace Cortex.Packages.Composer;

/// <summary>
/// Versions as Composer normalises them and PHP's version_compare orders them: dev, alpha, beta, RC, stable, patch.
/// https://getcomposer.org/doc/articles/versions.md, https://www.php.net/version_compare. Branches (dev-name) have no order there;
/// here they come before every number, by name, so that any two versions can be told apart.
/// </summary>
internal static partial class ComposerVersion
{
    private const int MaxLength = 256;
    private const string AnyPart = "9999999";
    private static readonly string[] Ranks = ["dev", "alpha", "beta", "RC", "", "#", "patch"];

    public static int Compare(Normalized left, Normalized right)
    {
        if (left.Branch is not null || right.Branch is not null)
        {
            return (left.Branch, right.Branch) switch
            {
                (null, _) => 1,
                (_, null) => -1,
                var (first, second) => string.CompareOrdinal(first, second),
            };
        }
        for (var at = 0; at <= Math.Min(left.Parts.Count, right.Parts.Count); at++)
        {
            var order = ComparePart(at < left.Parts.Count ? left.Parts[at] : "", at < right.Parts.Count ? right.Parts[at] : "");
            if (order != 0)
                return order;
        }
        return 0;
    }

    public static bool IsVersion(string text) => TryNormalize(text) is not null;

    /// <summary>Words by their rank; a version that ends counts as the stable one, below a further number.</summary>
    private static int ComparePart(string a, string b) =>
        Digits.Are(a) && Digits.Are(b) ? Digits.Compare(a, b) : Rank(a).CompareTo(Rank(b));

    private static int Rank(string part) => Array.IndexOf(Ranks, Digits.Are(part) ? "#" : part);

    public static Normalized Normalize(string text) => TryNormalize(text) ?? throw new VersionFormatException(
        $"{Display.Quote(text)} is no Composer version; write numbers and a stability, as in 1.2.3, 1.2.3-beta1 or dev-main.");

    private static Normalized? TryNormalize(string text)
    {
        if (text.Length > MaxLength)
            return null;
        text = text.Trim();
        text = Alias().Replace(text, "$1");
        text = Stability().Replace(text, "");
        if (Trunk().IsMatch(text))
            return new([], text.StartsWith("dev-", StringComparison.OrdinalIgnoreCase) ? text[4..] : text);
        if (text.StartsWith("dev-", StringComparison.OrdinalIgnoreCase))
            return new([], text[4..]);
        text = Metadata().Replace(text, "$1");
        if (Classic().Match(text) is { Success: true } classic)
            return new([.. Numbers(classic), .. Suffix(classic)], null);
        if (Date().Match(text) is { Success: true } date)
            return new([.. date.Groups["date"].Value.Split('.', ':', '-'), .. Suffix(date)], null);
        return DevSuffix().Match(text) is { Success: true } dev ? Branch(dev.Groups[1].Value) : null;
    }

    /// <summary>A branch named like a version, as "1.2.x-dev", is its newest; any other is a branch by name.</summary>
    private static Normalized? Branch(string name)
    {
        name = name.Trim();
        if (NumberedBranch().Match(name) is { Success: true } match)
            return new([.. Numbers(match).Select((part, at) => match.Groups[$"n{at}"].Success && Digits.Are(part) ? part : AnyPart), "dev"], null);
        return name.Length == 0 ? null : new([], name);
    }

    private static IEnumerable<string> Numbers(Match match) => Enumerable.Range(0, 4)
        .Select(at => match.Groups[$"n{at}"] is { Success: true } group ? group.Value : "0");

    private static IEnumerable<string> Suffix(Match match)
    {
        var word = match.Groups["word"].Value.ToLowerInvariant();
        if (word == "stable")
            yield break;
        if (word.Length > 0)
        {
            yield return word switch { "a" => "alpha", "b" => "beta", "rc" => "RC", "p" or "pl" => "patch", _ => word };
            foreach (var number in match.Groups["count"].Value.Split('.', '-').Where(part => part.Length > 0))
                yield return number;
        }
        if (match.Groups["dev"].Success)
            yield return "dev";
    }

    public sealed record Normalized(IReadOnlyList<string> Parts, string? Branch);

    private const string Modifier =
        @"[._-]?(?:(?<word>stable|beta|b|rc|alpha|a|patch|pl|p)(?<count>(?:[.-]?[0-9]+)*)?)?(?<dev>[.-]?dev)?\z";

    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture;

    [GeneratedRegex(@"^v?(?<n0>[0-9]{1,5})(\.(?<n1>[0-9]+))?(\.(?<n2>[0-9]+))?(\.(?<n3>[0-9]+))?" + Modifier, Options, 1000)]
    private static partial Regex Classic();

    [GeneratedRegex(@"^v?(?<date>[0-9]{4}([.:-]?[0-9]{2}){1,6}([.:-]?[0-9]{1,3}){0,2})" + Modifier, Options, 1000)]
    private static partial Regex Date();

    [GeneratedRegex(@"^v?(?<n0>[0-9]+)(\.(?<n1>[0-9]+|[x*]))?(\.(?<n2>[0-9]+|[x*]))?(\.(?<n3>[0-9]+|[x*]))?\z", Options, 1000)]
    private static partial Regex NumberedBranch();

    [GeneratedRegex(@"^(dev-)?(master|trunk|default)\z", Options, 1000)]
    private static partial Regex Trunk();

    [GeneratedRegex(@"^([^,\s]+) +as +[^,\s]+\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Alias();

    [GeneratedRegex(@"@(stable|rc|beta|alpha|dev)\z", Options, 1000)]
    private static partial Regex Stability();

    [GeneratedRegex(@"^([^,\s+]+)\+\S+\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Metadata();

    [GeneratedRegex(@"^(.*?)[.-]?dev\z", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex DevSuffix();
}
