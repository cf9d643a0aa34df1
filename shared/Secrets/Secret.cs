using Cortex.Secrets.Checks;

namespace Cortex.Secrets;

/// <summary>A secret at its place in a text. Only its place is kept, never the value.</summary>
/// <param name="Rule">The id of its page.</param>
/// <param name="Start">Where the value begins, in characters.</param>
/// <param name="Length">In characters.</param>
/// <param name="Name">What it is assigned to, as far as that is known; for people and for the finding's key.</param>
/// <param name="Rank">Of two that overlap the higher one is reported.</param>
/// <param name="Verdict">What the value's own structure says.</param>
public readonly record struct Secret(string Rule, int Start, int Length, string? Name, int Rank, Verdict Verdict)
{
    public int End => Start + Length;
}
