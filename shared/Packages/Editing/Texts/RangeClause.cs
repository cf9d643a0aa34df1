namespace Cortex.Packages.Editing.Texts;

/// <param name="Kind">What its sign means.</param>
/// <param name="Version">As it is written, perhaps in part, or with "*".</param>
/// <param name="Start">Where the version starts in the range.</param>
/// <param name="End">Where it ends.</param>
internal sealed record RangeClause(RangeClauseKind Kind, string Version, int Start, int End)
{
    public bool IsWildcard => Version.Split('.').Any(part => part is "*" or "x" or "X");

    public bool IsPin => Kind == RangeClauseKind.Exact && !IsWildcard;

    /// <summary>Whether it names a lowest version, up to some next one.</summary>
    public bool IsFloor => !IsWildcard && Kind is RangeClauseKind.Caret or RangeClauseKind.Tilde or RangeClauseKind.Pessimistic;

    public bool IsFull => !IsWildcard && Numbers.Count >= 3;

    private List<long> Numbers => ReleaseNumbers.Of(Version);

    public bool Allows(string version, RangeStyle style)
    {
        if (IsWildcard)
            return Same(Numbers.Count, version) && Kind != RangeClauseKind.Not;
        var order = style.Compare(version, Full(Version));
        return Kind switch
        {
            RangeClauseKind.Exact => order == 0,
            RangeClauseKind.Not => order != 0,
            RangeClauseKind.Less => order < 0,
            RangeClauseKind.LessOrEqual => order <= 0 || Same(Numbers.Count, version),
            RangeClauseKind.Greater => order > 0,
            RangeClauseKind.GreaterOrEqual => order >= 0,
            RangeClauseKind.Caret => order >= 0 && Same(CaretParts(style), version),
            RangeClauseKind.Tilde => order >= 0 && Same(Math.Min(2, Numbers.Count), version),
            _ => order >= 0 && Same(Math.Max(1, Numbers.Count - 1), version),
        };
    }

    /// <summary>Whether the clause wants something later than the version.</summary>
    public bool IsAbove(string version, RangeStyle style) =>
        Kind is not (RangeClauseKind.Less or RangeClauseKind.LessOrEqual or RangeClauseKind.Not) && style.Compare(Full(Version), version) > 0;

    /// <summary>What the clause's version becomes so that another is allowed: of the same length as it was.</summary>
    public string At(string to)
    {
        if (Kind == RangeClauseKind.Less)
            return ReleaseNumbers.Above(Version, to);
        var parts = Version.Split('.');
        if (IsWildcard)
            return string.Join('.', parts.Select((part, at) => ReleaseNumbers.Of(part).Count == 1 ? ReleaseNumbers.OfLength(to, at + 1).Split('.')[at] : part));
        var (count, given) = (Numbers.Count, ReleaseNumbers.Of(to).Count);
        // What is cut off, or filled up, changes how much "~>" allows.
        var isWhole = Kind is RangeClauseKind.Exact or RangeClauseKind.LessOrEqual or RangeClauseKind.GreaterOrEqual
            || to.Any(char.IsAsciiLetter)
            || (count >= given && Kind != RangeClauseKind.Pessimistic);
        return isWhole ? to : ReleaseNumbers.OfLength(to, count);
    }

    /// <summary>The first version that a clause of this kind can start with to allow the other, as 2.0.0 of "^1.2.3" for 2.3.4.</summary>
    public string FirstAt(string to)
    {
        if (!IsFloor || !IsFull || to.Any(char.IsAsciiLetter))
            return At(to);
        var now = ReleaseNumbers.Of(to);
        var kept = Kind switch
        {
            RangeClauseKind.Caret => now.TakeWhile(number => number == 0).Count() + 1,
            RangeClauseKind.Tilde => 2,
            _ => Numbers.Count - 1,
        };
        return string.Join('.', Enumerable.Range(0, Numbers.Count).Select(at => at < kept && at < now.Count ? now[at] : 0));
    }

    /// <summary>Filled up to three numbers, as versions have; other texts as they are.</summary>
    private string Full(string version) => version.Any(char.IsAsciiLetter) || Numbers.Count is 0 or >= 3 ? version : ReleaseNumbers.OfLength(version, 3);

    private int CaretParts(RangeStyle style)
    {
        var zeros = Numbers.TakeWhile(number => number == 0).Count();
        return Math.Min(Math.Min(zeros + 1, style.CaretKeepsPatch ? 3 : 2), Numbers.Count);
    }

    private bool Same(int count, string version)
    {
        var now = ReleaseNumbers.Of(version);
        return Numbers.Take(count).Select((number, at) => (number, at)).All(n => (n.at < now.Count ? now[n.at] : 0) == n.number);
    }
}
