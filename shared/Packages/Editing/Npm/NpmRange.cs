using System.Text.RegularExpressions;
using Cortex.Packages.Npm;
using Semver;

namespace Cortex.Packages.Editing.Npm;

/// <summary>Changes a range so that it allows a version, in the style it is written in.</summary>
internal static partial class NpmRange
{
    private const int MaxLength = 2048;

    public static bool Allows(string range, string version)
    {
        if (NpmVersion.Exact(range) is { } exact)
            return NpmVersion.Exact(version) == exact;
        return range.Length <= MaxLength
            && NpmVersion.Exact(version) is { } text
            && SemVersion.TryParse(text, SemVersionStyles.Strict, out var semantic, MaxLength)
            && SemVersionRange.TryParseNpm(range.Trim().Replace("~>", "~", StringComparison.Ordinal), false, out var allowed, MaxLength)
            && semantic.Satisfies(allowed);
    }

    /// <summary>A tag such as "latest" says nothing about versions.</summary>
    public static bool IsTag(string range) => Tag().IsMatch(range.Trim());

    /// <summary>The range to write, which may be the same; null when the text is not understood.</summary>
    public static string? Update(string range, string to, RangeStrategy strategy)
    {
        var text = range.Trim();
        if (text.Length is 0 or > MaxLength || IsTag(text))
            return text.Length == 0 || IsTag(text) ? range : null;
        if (NpmNumbers.Parse(to) is not { } numbers || Changed(text, numbers, strategy) is not { } changed)
            return null;
        if (!Allows(changed, to))
            return null;
        return range.Replace(text, changed, StringComparison.Ordinal);
    }

    private static string? Changed(string range, NpmNumbers to, RangeStrategy strategy)
    {
        var allows = Allows(range, to.Text);
        if (range.Contains("||", StringComparison.Ordinal))
        {
            var last = range[(range.LastIndexOf("||", StringComparison.Ordinal) + 2)..].Trim();
            return allows ? range : strategy == RangeStrategy.Replace ? Changed(last, to, strategy) : Alternative(range, last, to);
        }
        if (NpmComparator.Parse(range) is { } single)
            return Single(range, single, to, strategy, allows);
        if (allows && strategy != RangeStrategy.Bump)
            return range;
        return Hyphen().Match(range) is { Success: true } hyphen ? Through(range, hyphen, to, allows) : Set(range, to, allows);
    }

    private static string Single(string range, NpmComparator single, NpmNumbers to, RangeStrategy strategy, bool allows)
    {
        if (single.IsExact)
            return strategy == RangeStrategy.Widen && !allows ? $"{range} || {to.Text}" : allows ? range : single.At(to);
        if (single.IsAny || single.Operator == ">" || single.IsUpper)
            return allows ? range : single.IsUpper ? single.Above(to) : ">=" + to.Text;
        return strategy switch
        {
            RangeStrategy.Widen when allows => range,
            RangeStrategy.Widen => Alternative(range, range, to),
            RangeStrategy.Replace when allows => range,
            RangeStrategy.Replace => Replaced(single, to),
            RangeStrategy.Auto when allows && !single.IsFull => range,
            _ => Bumped(single, to),
        };
    }

    private static string Bumped(NpmComparator single, NpmNumbers to)
    {
        var bumped = single.At(to);
        return Allows(bumped, to.Text) ? bumped : single.Written(to.Text);
    }

    /// <summary>The first range of the same kind that the version is in: its leading number, or the version where that is lower.</summary>
    private static string Replaced(NpmComparator single, NpmNumbers to)
    {
        if (!single.IsFull || to.Label.Length > 0 || single.Suffix.StartsWith('-') || VersionOrder.Compare("npm", to.Text, string.Join('.', single.Parts)) < 0)
            return Bumped(single, to);
        if (single.Operator is "~" or "~>")
            return single.Written($"{to.Parts[0]}.{to.Parts[1]}.0");
        if (single.Operator != "^")
            return Bumped(single, to);
        var leading = Enumerable.Range(0, 3).FirstOrDefault(at => to.Parts[at] != "0" || single.Parts[at] != "0");
        return single.Written(string.Join('.', to.Parts.Select((part, at) => at == leading ? part : "0")));
    }

    private static string Alternative(string range, string like, NpmNumbers to)
    {
        var single = NpmComparator.Parse(like);
        var added = single is null || single.IsUpper || single.Operator == ">" || single.IsAny ? "^" + to.Text : Replaced(single, to);
        var between = range.Contains("||", StringComparison.Ordinal) && !range.Contains(" ||", StringComparison.Ordinal) ? "||" : " || ";
        return range + between + added;
    }

    private static string? Through(string range, Match hyphen, NpmNumbers to, bool allows)
    {
        if (allows)
            return range;
        if (NpmComparator.Parse(hyphen.Groups["last"].Value) is not { Operator: "" } last)
            return null;
        var upper = to.Label.Length > 0 ? to.Text : string.Join('.', to.Parts.Take(Math.Min(last.Parts.Count, 2)));
        return hyphen.Groups["first"].Value + last.Prefix + upper;
    }

    /// <summary>Comparators that must all hold: the upper bound is raised when the version is above it, the lower one when asked to.</summary>
    private static string? Set(string range, NpmNumbers to, bool allows)
    {
        var last = Comparators().Matches(range);
        var changed = range;
        foreach (var match in last.Reverse())
        {
            if (NpmComparator.Parse(match.Value) is not { } comparator)
                return null;
            var raised = comparator.IsUpper
                ? Allows(match.Value, to.Text) ? match.Value : comparator.Above(to)
                : allows && comparator.Operator == ">=" ? comparator.At(to) : match.Value;
            changed = changed[..match.Index] + raised + changed[(match.Index + match.Length)..];
        }
        return changed;
    }

    [GeneratedRegex(@"^(?<first>\S+\s+-\s+)(?<last>\S+)$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Hyphen();

    [GeneratedRegex(@"(?:\^|~>|~|>=|<=|>|<|=)?\s*[^\s<>=^~,]+", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Comparators();

    [GeneratedRegex(@"^(?:[a-uw-zA-UW-Y]|v[^0-9])[A-Za-z0-9._-]+$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Tag();
}
