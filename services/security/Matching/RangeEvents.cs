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
        bool begins = false, isBounded = false, mayBegin = false;
        foreach (var e in events)
        {
            begins |= IsBeginning(e);
            mayBegin |= e.Kind == RangeEventKind.Introduced;
            isBounded |= !IsBeginning(e) && e is not { Kind: RangeEventKind.Limit, Version: Endless };
        }
        // Without an end every version is affected, also one that cannot be read.
        if (!isBounded || !mayBegin)
            return begins ? Verdict.Affected : Verdict.NotAffected;
        if (versions.Read(version) is not { } used)
            return Verdict.Undecided;
        return IsBeforeLimits(events, versions, used) switch
        {
            false => Verdict.NotAffected,
            null => Verdict.Undecided,
            _ => Walk(events, begins, versions, used),
        };
    }

    private static Verdict Walk(IReadOnlyList<RangeEvent> events, bool begins, EcosystemVersions versions, PackageVersion used)
    {
        var reached = new List<(PackageVersion Order, RangeEventKind Kind)>(events.Count);
        bool unreadableEnd = false, unreadableBeginning = false;
        foreach (var e in events)
        {
            if (e.Kind == RangeEventKind.Limit || IsBeginning(e))
                continue;
            if (versions.Read(e.Version) is not { } order)
                _ = e.Kind == RangeEventKind.Introduced ? unreadableBeginning = true : unreadableEnd = true;
            else if (order.OrderAgainst(used) <= 0)
                reached.Add((order, e.Kind));
        }
        reached.Sort((a, b) => a.Order.OrderAgainst(b.Order));
        // An end that cannot be read may lie below the version, and so may a beginning.
        return IsOpen(reached, begins, used) switch
        {
            true => unreadableEnd ? Verdict.Undecided : Verdict.Affected,
            _ => unreadableBeginning ? Verdict.Undecided : Verdict.NotAffected,
        };
    }

    private static bool IsOpen(List<(PackageVersion Order, RangeEventKind Kind)> reached, bool open, PackageVersion used)
    {
        for (var at = 0; at < reached.Count;)
        {
            var version = reached[at].Order;
            bool begins = false, ends = false;
            for (; at < reached.Count && reached[at].Order.OrderAgainst(version) == 0; at++)
            {
                begins |= reached[at].Kind == RangeEventKind.Introduced;
                ends |= reached[at].Kind == RangeEventKind.Fixed || (reached[at].Kind == RangeEventKind.LastAffected && version.OrderAgainst(used) < 0);
            }
            // At one version the end of a range comes before the beginning of the next; of a range that begins and ends there nothing is left.
            open = begins && ends ? open : begins || (open && !ends);
        }
        return open;
    }

    /// <summary>Null when a limit that cannot be read might be above the version.</summary>
    private static bool? IsBeforeLimits(IReadOnlyList<RangeEvent> events, EcosystemVersions versions, PackageVersion used)
    {
        bool? before = null;
        var unreadable = false;
        foreach (var e in events)
        {
            if (e.Kind != RangeEventKind.Limit)
                continue;
            if (e.Version == Endless)
                return true;
            if (versions.Read(e.Version) is not { } limit)
                unreadable = true;
            else if (used.OrderAgainst(limit) < 0)
                return true;
            before = false;
        }
        return unreadable ? null : before ?? true;
    }

    private static bool IsBeginning(RangeEvent e) => e is { Kind: RangeEventKind.Introduced, Version: Beginning };
}
