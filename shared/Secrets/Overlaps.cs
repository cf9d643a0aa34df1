namespace Cortex.Secrets;

/// <summary>One value is one secret: of rules that claim the same characters the most specific is right.</summary>
internal static class Overlaps
{
    public static IReadOnlyList<Secret> Resolve(List<Secret> secrets)
    {
        if (secrets.Count < 2)
            return [.. secrets];
        var kept = new List<Secret>(secrets.Count);
        foreach (var secret in secrets.OrderByDescending(s => s.Rank).ThenByDescending(s => s.Length).ThenBy(s => s.Start).ThenBy(s => s.Rule, StringComparer.Ordinal))
        {
            var at = kept.BinarySearch(secret, ByStart);
            at = at < 0 ? ~at : at;
            if ((at == 0 || kept[at - 1].End <= secret.Start) && (at == kept.Count || kept[at].Start >= secret.End))
                kept.Insert(at, secret);
        }

        return kept;
    }

    private static readonly Comparer<Secret> ByStart = Comparer<Secret>.Create((a, b) => a.Start.CompareTo(b.Start));
}
