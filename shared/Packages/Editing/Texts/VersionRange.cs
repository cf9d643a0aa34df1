namespace Cortex.Packages.Editing.Texts;

/// <summary>A range of versions that is written as clauses, all of which must hold, as in ">= 1.2, &lt; 2" or "^1.2".</summary>
internal sealed class VersionRange
{
    private readonly List<RangeClause> clauses = [];
    private readonly RangeStyle style;
    private readonly string text;

    private VersionRange(string text, RangeStyle style) => (this.text, this.style) = (text, style);

    public bool IsPin => clauses.Exists(clause => clause.IsPin);

    /// <summary>Null for what is written otherwise, alternatives among it.</summary>
    public static VersionRange? Parse(string text, RangeStyle style)
    {
        var range = new VersionRange(text, style);
        for (var at = Skip(text, 0); at < text.Length; at = Skip(text, at))
        {
            var (sign, kind) = style.Signs.FirstOrDefault(s => text.AsSpan(at).StartsWith(s.Sign));
            if (sign is null)
                return null;
            at += sign.Length;
            while (at < text.Length && text[at] == ' ')
                at++;
            var start = at;
            while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '.' or '-' or '+' or '*' or '_'))
                at++;
            var version = text[start..at];
            if (version != "*" && (version.Length == 0 || !char.IsAsciiDigit(version[0])))
                return null;
            range.clauses.Add(new(kind, version, start, at));
        }
        return range.clauses.Count > 0 ? range : null;
    }

    public bool Allows(string version) => clauses.TrueForAll(clause => clause.Allows(version, style));

    public bool IsAbove(string version) => clauses.Exists(clause => clause.IsAbove(version, style));

    /// <summary>The range that allows the version, in the style of the text; null where none can be written.</summary>
    public string? Raise(string to, RangeStrategy strategy = RangeStrategy.Auto)
    {
        if (IsPin && clauses.Exists(clause => clause.IsPin && clause.IsAbove(to, style)))
            return text;
        if (Allows(to))
            return strategy switch
            {
                RangeStrategy.Auto when clauses is [{ IsFull: true }] => RaiseLeast(to),
                RangeStrategy.Bump => RaiseLeast(to, andGreater: true),
                _ => text,
            };
        if (clauses.Exists(clause => !clause.Allows(to, style) && (clause.Kind == RangeClauseKind.Not || clause.IsAbove(to, style))))
            return null;
        if (strategy == RangeStrategy.Widen && style.Between is { } between && clauses is [{ IsFloor: true } floor])
            return $">={floor.Version}{between}<{ReleaseNumbers.NextBreaking(to)}";
        var result = text;
        foreach (var clause in Enumerable.Reverse(clauses).Where(clause => !clause.Allows(to, style)))
            result = Put(result, clause, strategy == RangeStrategy.Replace ? clause.FirstAt(to) : clause.At(to));
        return strategy == RangeStrategy.Bump ? Parse(result, style)!.RaiseLeast(to, andGreater: true) : result;
    }

    /// <summary>The range with its lowest version raised where it allows the version as it is.</summary>
    public string RaiseLeast(string to, bool andGreater = false)
    {
        var floors = clauses.Where(clause => clause.IsFloor || (andGreater && clause is { Kind: RangeClauseKind.GreaterOrEqual, IsWildcard: false }));
        var inFull = andGreater && style.BumpsInFull;
        var result = floors.Reverse().Aggregate(text, (now, clause) => Put(now, clause, inFull && clause.IsFloor ? to : clause.At(to)));
        return Parse(result, style)!.Allows(to) ? result : text;
    }

    private static string Put(string text, RangeClause clause, string version) => string.Concat(text.AsSpan(0, clause.Start), version, text.AsSpan(clause.End));

    // Clauses have commas, "and" or nothing between them.
    private static int Skip(string text, int at)
    {
        while (at < text.Length && (char.IsWhiteSpace(text[at]) || text[at] == ','))
            at++;
        return text.AsSpan(at).StartsWith("and ") ? Skip(text, at + 4) : at;
    }
}
