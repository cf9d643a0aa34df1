using Cortex.Contracts.Targets;

namespace Cortex.Workers.Masters;

/// <summary>Deals a run's targets out to workers.</summary>
public static class TargetShares
{
    /// <summary>Shares of neighbouring targets whose sizes differ by one at most; never more shares than targets.</summary>
    public static IReadOnlyList<IReadOnlyList<Target>> Deal(IReadOnlyList<Target> targets, int most)
    {
        var count = Math.Min(most, targets.Count);
        return [.. Enumerable.Range(0, count).Select(share =>
        {
            var from = (int)((long)targets.Count * share / count);
            var to = (int)((long)targets.Count * (share + 1) / count);
            return (IReadOnlyList<Target>)[.. targets.Skip(from).Take(to - from)];
        })];
    }
}
