using Cortex.Packages.Editing.Texts;
using Cortex.Packages.Pypi;

namespace Cortex.Packages.Editing.Pypi;

/// <summary>Poetry's constraints, which add "^", "~", bare versions and "||" to Python's: https://python-poetry.org/docs/dependency-specification/.</summary>
internal static class PoetryRange
{
    /// <summary>The constraint that allows the version, in the style of the text; null where none can be written.</summary>
    public static string? Raise(string text, string to, RangeStrategy strategy = RangeStrategy.Auto)
    {
        var bare = text.Trim();
        var lead = text[..(text.Length - text.TrimStart().Length)];
        if (bare is "*" or "")
            return text;
        if (bare.Contains('|', StringComparison.Ordinal))
            return RaiseAlternatives(text, to, strategy);
        if (bare[0] is '^' or '~' && !bare.StartsWith("~=", StringComparison.Ordinal) && !bare.Contains(',', StringComparison.Ordinal))
        {
            var version = bare[1..].Trim();
            if (!PypiRequirement.IsVersion(version))
                return null;
            return RaiseFloor(text, version, Allows(bare[0], version, to), to, strategy);
        }
        if (char.IsAsciiDigit(bare[0]) && bare.EndsWith(".*", StringComparison.Ordinal))
            return Pep440Range.Parse("==" + bare)?.Raise("==" + bare, to)?[2..];
        if (char.IsAsciiDigit(bare[0]) && PypiRequirement.IsVersion(bare))
            return VersionOrder.Compare("pypi", bare, to) >= 0 ? text : lead + to;
        if (bare is ['=', not '=', ..])
            return Pep440Range.Parse("=" + bare)?.Raise("=" + bare, to)?[1..];
        return Pep440Range.Parse(text)?.Raise(text, to, strategy);
    }

    // One alternative that allows the version is enough; where none does, another is added, or takes the place of all.
    private static string? RaiseAlternatives(string text, string to, RangeStrategy strategy)
    {
        var parts = text.Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (parts.Length == 0 || Array.Exists(parts, part => Allows(part, to)))
            return text;
        return Raise(parts[^1], to, strategy == RangeStrategy.Widen ? RangeStrategy.Auto : strategy) switch
        {
            null => null,
            var added when strategy == RangeStrategy.Replace => added,
            var added => $"{text.TrimEnd()} || {added}",
        };
    }

    public static bool IsPin(string text)
    {
        var bare = text.Trim();
        return bare.Length > 0 && (char.IsAsciiDigit(bare[0]) || bare[0] == '=') && !bare.Contains('*', StringComparison.Ordinal);
    }

    /// <summary>Whether the constraint allows the version as it is.</summary>
    public static bool Allows(string text, string to) => Raise(text, to, RangeStrategy.Replace) == text;

    // "^1.2.3" and "~1.2.3".
    private static string? RaiseFloor(string text, string version, bool allows, string to, RangeStrategy strategy)
    {
        if (!allows && VersionOrder.Compare("pypi", version, to) > 0)
            return null;
        var raised = string.Concat(text.AsSpan(0, text.LastIndexOf(version, StringComparison.Ordinal)), strategy switch
        {
            RangeStrategy.Bump => to,
            RangeStrategy.Replace when !to.Any(char.IsAsciiLetter) && version.Split('.').Length >= 3 => First(text.TrimStart()[0], to),
            _ => Cut(version, to),
        });
        if (!allows)
            return strategy == RangeStrategy.Widen ? $"{text} || {raised.Trim()}" : raised;
        return strategy == RangeStrategy.Bump || (strategy == RangeStrategy.Auto && ReleaseNumbers.Of(version).Count >= 3) ? raised : text;
    }

    private static bool Allows(char sign, string version, string to)
    {
        if (VersionOrder.Compare("pypi", to, version) < 0)
            return false;
        var numbers = ReleaseNumbers.Of(version);
        var fixedParts = sign == '~'
            ? Math.Min(2, numbers.Count)
            : Math.Max(1, numbers.TakeWhile(n => n == 0).Count() + 1);
        var now = ReleaseNumbers.Of(to);
        return numbers.Take(fixedParts).Select((number, at) => (number, at)).All(n => (n.at < now.Count ? now[n.at] : 0) == n.number);
    }

    // The first version of the range of that kind that the version is in: 2.0.0 of "^" for 2.3.4.
    private static string First(char sign, string to)
    {
        var numbers = ReleaseNumbers.Of(to);
        var kept = sign == '~' ? 2 : numbers.TakeWhile(number => number == 0).Count() + 1;
        return string.Join('.', numbers.Select((number, at) => at < kept ? number : 0));
    }

    // A version with labels, or one that is written in full, is taken as it is.
    private static string Cut(string version, string to)
    {
        var count = version.Split('.').Length;
        return count >= to.Split('.').Length || to.Any(char.IsAsciiLetter) ? to : ReleaseNumbers.OfLength(to, count);
    }
}
