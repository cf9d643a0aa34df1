using Cortex.Packages;
using Cortex.Security.Advisories;

namespace Cortex.Security.Matching;

/// <summary>The events of one range, in whatever order they are written, walked from the least version up to the one in use.</summary>
internal static class RangeEvents
{
    private const string Beginning = "0";
    private const string Endless = "*";

    public static Verdict Judge(IReadOnlyList<RangeEvent> events, EcosystemVersions versions, string version)
    {
        // Without an end every version is affected, also one that cannot be read.
        if (events.Count > 0 && events.All(e => IsBeginning(e) || e is { Kind: RangeEventKind.Limit, Version: Endless }))
            return events.Any(IsBeginning) ? Verdict.Affected : Verdict.NotAffected;
        if (versions.Read(version) is not { } used)
            return events.Any(e => e.Kind == RangeEventKind.Introduced) ? Verdict.Undecided : Verdict.NotAffected;
        var (beforeLimits, unreadableLimit) = IsBeforeLimits(events, versions, used);
        if (!beforeLimits)
            return unreadableLimit ? Verdict.Undecided : Verdict.NotAffected;
        return IsOpen(events, versions, used) switch
        {
            // An end that cannot be read may lie below the version, and so may a beginning.
            true when IsUnreadable(events, versions, RangeEventKind.Fixed, RangeEventKind.LastAffected) => Verdict.Undecided,
            false when IsUnreadable(events, versions, RangeEventKind.Introduced) => Verdict.Undecided,
            var open => open ? Verdict.Affected : Verdict.NotAffected,
        };
    }

    private static bool IsOpen(IReadOnlyList<RangeEvent> events, EcosystemVersions versions, PackageVersion used)
    {
        var open = events.Any(IsBeginning);
        var reached = events
            .Where(e => e.Kind != RangeEventKind.Limit && !IsBeginning(e))
            .Select(e => (e.Kind, Order: versions.Read(e.Version)))
            .Where(e => e.Order?.OrderAgainst(used) <= 0)
            .OrderBy(e => e.Order!, PackageVersion.Ascending)
            .ToList();
        for (var at = 0; at < reached.Count;)
        {
            var version = reached[at].Order!;
            bool begins = false, ends = false;
            for (; at < reached.Count && reached[at].Order!.OrderAgainst(version) == 0; at++)
            {
                begins |= reached[at].Kind == RangeEventKind.Introduced;
                ends |= reached[at].Kind == RangeEventKind.Fixed || (reached[at].Kind == RangeEventKind.LastAffected && version.OrderAgainst(used) < 0);
            }
            // At one version the end of a range comes before the beginning of the next; of a range that begins and ends there nothing is left.
            open = begins && ends ? open : begins || (open && !ends);
        }
        return open;
    }

    private static (bool Before, bool Unreadable) IsBeforeLimits(IReadOnlyList<RangeEvent> events, EcosystemVersions versions, PackageVersion used)
    {
        bool any = false, unreadable = false;
        foreach (var limit in events.Where(e => e.Kind == RangeEventKind.Limit))
        {
            any = true;
            if (limit.Version == Endless)
                return (true, false);
            if (versions.Read(limit.Version) is not { } order)
                unreadable = true;
            else if (used.OrderAgainst(order) < 0)
                return (true, false);
        }
        return (!any, unreadable);
    }

    private static bool IsUnreadable(IReadOnlyList<RangeEvent> events, EcosystemVersions versions, params ReadOnlySpan<RangeEventKind> kinds)
    {
        foreach (var e in events)
        {
            if (kinds.Contains(e.Kind) && !IsBeginning(e) && versions.Read(e.Version) is null)
                return true;
        }
        return false;
    }

    private static bool IsBeginning(RangeEvent e) => e is { Kind: RangeEventKind.Introduced, Version: Beginning };
}
