using System.Text.RegularExpressions;
using Cortex.Packages.Composer;

namespace Cortex.Packages.Editing.Composer;

/// <summary>Changes a constraint so that it allows a version, in the style it is written in.</summary>
internal static partial class ComposerConstraint
{
    private const int MaxLength = 1024;

    public static bool Allows(string constraint, string version)
    {
        var (range, _) = Apart(constraint);
        return constraint.Length <= MaxLength && ComposerVersion.IsVersion(version) && Alternatives(range).Any(part => AllowsAll(part, version));
    }

    /// <summary>Whether it is made of comparators and branches.</summary>
    public static bool IsUnderstood(string constraint) => constraint.Length <= MaxLength && Alternatives(Apart(constraint).Range).TrueForAll(part =>
        IsBranchPart(part) || Hyphen().IsMatch(part) || Comparators().Matches(part).All(match => ComposerComparator.Parse(match.Value) is not null));

    /// <summary>Whether it is one version, whatever stands behind it.</summary>
    public static bool IsExact(string constraint) => ComposerComparator.Parse(Apart(constraint).Range)?.IsExact == true;

    /// <summary>A branch, or a stability alone, says nothing about versions.</summary>
    public static bool IsBranch(string constraint) => Apart(constraint).Range is var range && (range.Length == 0 || Alternatives(range).All(IsBranchPart));

    /// <summary>The constraint to write, which may be the same; null when the text is not understood.</summary>
    public static string? Update(string constraint, string to, RangeStrategy strategy)
    {
        var (range, rest) = Apart(constraint);
        if (constraint.Length > MaxLength || range.Length == 0 || IsBranch(constraint))
            return null;
        return Changed(range, to, strategy) is { } changed && Allows(changed, to) ? constraint[..constraint.IndexOf(range, StringComparison.Ordinal)] + changed + rest : null;
    }

    private static string? Changed(string range, string to, RangeStrategy strategy)
    {
        var allows = Allows(range, to);
        if (Alternatives(range) is { Count: > 1 } alternatives)
        {
            var last = alternatives.FindLast(part => !IsBranchPart(part))!;
            return allows ? range : strategy == RangeStrategy.Replace ? Changed(last, to, strategy) : Alternative(range, last, to);
        }
        if (ComposerComparator.Parse(range) is { } single)
            return Single(range, single, to, strategy, allows);
        if (allows)
            return range;
        if (Hyphen().Match(range) is { Success: true } hyphen)
            return ComposerComparator.Parse(hyphen.Groups["last"].Value) is { Operator: "" } last ? hyphen.Groups["first"].Value + (last with { Operator = "<=" }).At(to)[2..] : null;
        var changed = range;
        foreach (var match in Comparators().Matches(range).Reverse())
        {
            if (ComposerComparator.Parse(match.Value) is { IsUpper: true } upper && !upper.Allows(to))
                changed = changed[..match.Index] + upper.Above(to) + changed[(match.Index + match.Length)..];
        }
        return changed;
    }

    private static string Single(string range, ComposerComparator single, string to, RangeStrategy strategy, bool allows)
    {
        if (single.IsExact)
            return strategy == RangeStrategy.Widen && !allows ? $"{range} || {ComposerComparator.Bare(to)}" : allows ? range : single.At(to);
        if (single.IsAny || single.Operator == ">" || single.IsUpper)
            return allows ? range : single.IsUpper ? single.Above(to) : ">=" + ComposerComparator.Bare(to);
        return strategy switch
        {
            RangeStrategy.Bump => single.Wildcards.Length > 0 ? single.At(to) : single.Written(ComposerComparator.Bare(to)),
            RangeStrategy.Widen => allows ? range : Alternative(range, range, to),
            RangeStrategy.Replace => allows ? range : Replaced(single, to),
            _ => allows && !single.IsFull ? range : single.At(to),
        };
    }

    /// <summary>The first range of the same kind that the version is in.</summary>
    private static string Replaced(ComposerComparator single, string to)
    {
        var numbers = ComposerComparator.Bare(to).Split('.');
        if (single.Operator is not ("^" or "~") || single.Label.Length > 0 || to.Contains('-', StringComparison.Ordinal))
            return single.At(to);
        var kept = single.Operator == "~" ? Math.Max(1, single.Numbers.Count - 1) : 1 + Math.Max(0, Array.FindIndex(numbers, n => n.TrimStart('0').Length > 0));
        return single.Written(string.Join('.', Enumerable.Range(0, Math.Max(single.Numbers.Count, kept)).Select(at => at < kept && at < numbers.Length ? numbers[at] : "0")));
    }

    private static string Alternative(string range, string like, string to)
    {
        var added = ComposerComparator.Parse(like) is { IsUpper: false, IsAny: false } single && single.Operator != ">" ? Replaced(single, to) : "^" + ComposerComparator.Bare(to);
        var between = range.Contains("||", StringComparison.Ordinal) ? range.Contains(" ||", StringComparison.Ordinal) ? " || " : "||"
            : range.Contains('|', StringComparison.Ordinal) ? range.Contains(" |", StringComparison.Ordinal) ? " | " : "|" : " || ";
        return range + between + added;
    }

    private static bool AllowsAll(string part, string version)
    {
        if (IsBranchPart(part))
            return false;
        if (Hyphen().Match(part) is { Success: true } hyphen)
        {
            var first = hyphen.Groups["first"].Value.Split(' ')[0];
            var last = ComposerComparator.Parse(hyphen.Groups["last"].Value);
            return ComposerComparator.Parse(">=" + first)?.Allows(version) == true
                && last is not null && (last.IsFull ? last with { Operator = "<=" } : last with { Wildcards = ".*" }) is var upper
                && (upper.Allows(version) || VersionOrder.Compare("composer", version, string.Join('.', last.Numbers)) < 0);
        }
        var comparators = Comparators().Matches(part).Select(match => ComposerComparator.Parse(match.Value)).ToList();
        return comparators.Count > 0 && comparators.TrueForAll(comparator => comparator?.Allows(version) == true);
    }

    private static List<string> Alternatives(string range) =>
        [.. range.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];

    private static bool IsBranchPart(string part) => part.StartsWith("dev-", StringComparison.OrdinalIgnoreCase) || part.EndsWith("-dev", StringComparison.OrdinalIgnoreCase);

    /// <summary>The versions, and what stands behind them: a stability, an alias.</summary>
    private static (string Range, string After) Apart(string constraint)
    {
        var text = constraint.TrimStart();
        var end = text.IndexOf(" as ", StringComparison.OrdinalIgnoreCase);
        end = end < 0 ? text.Length : end;
        var flag = text.LastIndexOf('@', end - 1 < 0 ? 0 : end - 1);
        end = flag >= 0 ? flag : end;
        var range = text[..end].TrimEnd();
        return (range, text[range.Length..]);
    }

    [GeneratedRegex(@"^(?<first>\S+\s+-\s+)(?<last>\S+)$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Hyphen();

    [GeneratedRegex(@"(?:\^|~|>=|<=|!=|<>|>|<|==?)?\s*[^\s<>=^~,!]+", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Comparators();
}
