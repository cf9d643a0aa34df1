using System.Diagnostics;

namespace Cortex.Messaging.Stores;

/// <summary>
/// The time of the database that several hosts share, so that none of them judges another by a clock of its own. Between two commits it goes on
/// by the machine's monotonic clock, which nobody sets. Before the store is open it is this machine's time. Timers are the machine's.
/// </summary>
public sealed class StoreClock : TimeProvider
{
    // An answer comes late, never early: what looks up to this much older than expected has only been on its way.
    private static readonly TimeSpan _longestAnswer = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private DateTimeOffset _anchor;
    private long _taken;

    /// <summary>Null until the database has said its time.</summary>
    public TimeSpan? AheadOfMachine => Volatile.Read(ref _taken) == 0 ? null : GetUtcNow() - System.GetUtcNow();

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
            return _taken == 0 ? base.GetUtcNow() : _anchor + Stopwatch.GetElapsedTime(_taken);
    }

    /// <summary>The database has just said its time; the time that applies.</summary>
    internal DateTimeOffset Follow(DateTimeOffset database)
    {
        lock (_gate)
        {
            var expected = _taken == 0 ? DateTimeOffset.MinValue : _anchor + Stopwatch.GetElapsedTime(_taken);
            if (database <= expected && expected - database < _longestAnswer)
                return expected;
            _anchor = database;
            _taken = Stopwatch.GetTimestamp();
            return database;
        }
    }
}
