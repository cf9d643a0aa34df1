using Cortex.Contracts.Targets;

namespace Cortex.Security.Planning;

/// <summary>Deals repositories out to scan-workers by size: the largest first, each to the worker with the least; a very large one in parts.</summary>
internal static class ScanShares
{
    /// <summary>A repository at least this large may be looked at by several workers: below it, starting them costs more than is won (benchmarks/README.md).</summary>
    public const long SplitFrom = 32L * 1024 * 1024;

    /// <summary>What an empty repository costs, compared with bytes that are read: a checkout.</summary>
    private const long Checkout = 1024 * 1024;

    /// <summary>At most <paramref name="most"/> shares, none empty; within a share in the targets' order.</summary>
    public static IReadOnlyList<IReadOnlyList<TargetPart>> Deal(IReadOnlyList<Target> targets, int most)
    {
        if (most <= 0 || targets.Count == 0)
            return [];
        var fair = targets.Sum(Weight) / most;
        var pieces = targets.SelectMany((target, order) => Parts(target, order, fair, most)).ToList();
        var shares = Enumerable.Range(0, Math.Min(most, pieces.Count)).Select(_ => new List<Piece>()).ToArray();
        var loads = new long[shares.Length];
        foreach (var piece in pieces.OrderByDescending(p => p.Weight).ThenBy(p => p.Order).ThenBy(p => p.Part.Index))
        {
            // Two parts of a repository with one worker would be fetched for nothing.
            var free = Enumerable.Range(0, shares.Length).Where(i => !shares[i].Exists(p => p.Order == piece.Order));
            var least = free.MinBy(i => (loads[i], i));
            shares[least].Add(piece);
            loads[least] += piece.Weight;
        }
        return [.. shares.Where(share => share.Count > 0).Select(share => (IReadOnlyList<TargetPart>)[.. share.OrderBy(p => p.Order).Select(p => p.Part)])];
    }

    private static long Weight(Target target) => (target.Bytes ?? 0) + Checkout;

    private static IEnumerable<Piece> Parts(Target target, int order, long fair, int most)
    {
        var count = target.Bytes >= SplitFrom ? (int)Math.Clamp((Weight(target) + fair - 1) / fair, 1, most) : 1;
        return Enumerable.Range(0, count).Select(index => new Piece(new TargetPart(target, index, count), order, Weight(target) / count));
    }

    private sealed record Piece(TargetPart Part, int Order, long Weight);
}

/// <summary>A repository, or the part of its files that one of several workers looks at.</summary>
/// <param name="Target">The repository.</param>
/// <param name="Index">0-based.</param>
/// <param name="Count">1 for the whole of it.</param>
internal sealed record TargetPart(Target Target, int Index, int Count);
