namespace Cortex.Packages.Editing.Texts;

/// <summary>What the signs of an ecosystem's version ranges mean.</summary>
/// <param name="Compare">Orders versions.</param>
/// <param name="Signs">Longer ones first; "" is what a bare version means.</param>
/// <param name="Between">What stands between two clauses; null where they are texts of their own.</param>
/// <param name="CaretKeepsPatch">Whether "^0.0.3" allows 0.0.3 only, and not all of 0.0.</param>
/// <param name="BumpsInFull">Whether a lowest version that is raised on request is written in full where it was written in part: "^1.0" as "^1.0.7".</param>
internal sealed record RangeStyle(
    Func<string, string, int> Compare, IReadOnlyList<(string Sign, RangeClauseKind Kind)> Signs, string? Between = null, bool CaretKeepsPatch = true, bool BumpsInFull = false);

internal enum RangeClauseKind
{
    Exact,
    Not,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,

    /// <summary>Up to the next change of the first number that is not zero.</summary>
    Caret,

    /// <summary>Up to the next minor version, or major where there is no more than that.</summary>
    Tilde,

    /// <summary>Up to the next change of the last number but one.</summary>
    Pessimistic,
}
