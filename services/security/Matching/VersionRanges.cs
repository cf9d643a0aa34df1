using Cortex.Packages;
using Cortex.Security.Advisories;

namespace Cortex.Security.Matching;

/// <summary>
/// Whether a version is affected: the evaluation that the OSV schema describes
/// (https://ossf.github.io/osv-schema/#evaluation), with the version order of the package's own ecosystem.
/// </summary>
internal static class VersionRanges
{
    private const string Beginning = "0";

    /// <param name="affected">What the advisory says of the package.</param>
    /// <param name="ecosystem">The purl type whose version order counts.</param>
    /// <param name="version">The version in use.</param>
    public static Verdict Judge(AffectedPackage affected, string ecosystem, string version)
    {
        if (affected.Versions.Contains(version, StringComparer.Ordinal))
            return Verdict.Affected;
        var order = new Order(ecosystem);
        if (affected.Versions.Any(listed => order.Compare(listed, version) == 0))
            return Verdict.Affected;

        var undecided = false;
        foreach (var range in affected.Ranges)
        {
            var verdict = range.Type == RangeType.Git ? OfCommit(range, version) : Of(range, order, version);
            if (verdict == Verdict.Affected)
                return verdict;
            undecided |= verdict == Verdict.Undecided;
        }
        return undecided ? Verdict.Undecided : Verdict.NotAffected;
    }

    /// <summary>The least fixed version above <paramref name="version"/> that none of the entries says to be affected; null when none is known.</summary>
    /// <param name="entries">All that the advisories of one vulnerability say of the package, also of other ranges than the version's.</param>
    /// <param name="ecosystem">The purl type whose version order counts.</param>
    /// <param name="version">The version in use.</param>
    public static string? LeastFix(IReadOnlyCollection<AffectedPackage> entries, string ecosystem, string version)
    {
        var order = new Order(ecosystem);
        return entries
            .SelectMany(entry => entry.Ranges)
            .Where(range => range.Type != RangeType.Git)
            .SelectMany(range => range.Events)
            .Where(e => e.Kind == RangeEventKind.Fixed && order.Compare(e.Version, version) > 0)
            .Select(e => e.Version)
            .Where(fix => entries.All(entry => Judge(entry, ecosystem, fix) == Verdict.NotAffected))
            .Order(order)
            .FirstOrDefault();
    }

    private static Verdict Of(AffectedRange range, Order order, string version)
    {
        if (order.Compare(version, version) is null || range.Events.Any(e => !IsReadable(e, order)))
            return Verdict.Undecided;
        if (!IsBeforeLimits(range, order, version))
            return Verdict.NotAffected;

        var affected = false;
        foreach (var e in range.Events.Where(e => e.Kind != RangeEventKind.Limit).Order(Comparer<RangeEvent>.Create((a, b) => CompareEvents(a, b, order))))
        {
            affected = e.Kind switch
            {
                RangeEventKind.Introduced when IsBeginning(e) || order.Compare(version, e.Version) >= 0 => true,
                RangeEventKind.Fixed when order.Compare(version, e.Version) >= 0 => false,
                RangeEventKind.LastAffected when order.Compare(version, e.Version) > 0 => false,
                _ => affected,
            };
        }
        return affected ? Verdict.Affected : Verdict.NotAffected;
    }

    // Without the repository's history only the commits that the record names can be told.
    private static Verdict OfCommit(AffectedRange range, string version) =>
        range.Events.FirstOrDefault(e => e.Kind is not RangeEventKind.Limit && e.Version == version && e.Version.Length >= 40) switch
        {
            { Version: null } => Verdict.NotAffected,
            { Kind: RangeEventKind.Fixed } => Verdict.NotAffected,
            _ => Verdict.Affected,
        };

    private static bool IsBeforeLimits(AffectedRange range, Order order, string version)
    {
        var limits = range.Events.Where(e => e.Kind == RangeEventKind.Limit).ToList();
        return limits.Count == 0 || limits.Exists(limit => limit.Version == "*" || order.Compare(version, limit.Version) < 0);
    }

    private static bool IsReadable(RangeEvent e, Order order) =>
        IsBeginning(e) || (e is { Kind: RangeEventKind.Limit, Version: "*" }) || order.Compare(e.Version, e.Version) is not null;

    private static bool IsBeginning(RangeEvent e) => e is { Kind: RangeEventKind.Introduced, Version: Beginning };

    // At one version what ends a range comes before what begins the next, and the last affected version ends after it began.
    private static int CompareEvents(RangeEvent a, RangeEvent b, Order order)
    {
        var (first, second) = (IsBeginning(a), IsBeginning(b));
        if (first || second)
            return second.CompareTo(first);
        var byVersion = order.Compare(a.Version, b.Version) ?? 0;
        return byVersion != 0 ? byVersion : Rank(a).CompareTo(Rank(b));
    }

    private static int Rank(RangeEvent e) => e.Kind switch { RangeEventKind.Fixed => 0, RangeEventKind.Introduced => 1, _ => 2 };

    /// <summary>An ecosystem's order where a text that is no version, or an order that is not known, compares to nothing.</summary>
    private sealed class Order(string ecosystem) : IComparer<string>
    {
        private readonly bool known = VersionOrder.Knows(ecosystem);

        int IComparer<string>.Compare(string? x, string? y) => Compare(x!, y!) ?? 0;

        public int? Compare(string a, string b)
        {
            if (!known)
                return null;
            try
            {
                return VersionOrder.Compare(ecosystem, a, b);
            }
            catch (VersionFormatException)
            {
                return null;
            }
        }
    }
}

/// <summary>Undecided: a version, or an event of the advisory, is not one that the ecosystem can order.</summary>
internal enum Verdict { NotAffected, Affected, Undecided }
