using Cortex.Sagas.Log;

namespace Cortex.Sagas.Replays;

/// <summary>
/// How far a lifetime that outlives runs is verified, so that the check of each run goes on where the last one stopped: from its first event, a host's
/// thousandth run would replay the events of all thousand. It counts only while the log holds, to the byte, what was verified.
/// </summary>
internal sealed class VerifiedLifetime(string stream, EventLog log, Func<IReadOnlyList<LoggedEvent>, ReplayedLifetime?, Task<(Divergence? Found, ReplayedLifetime? After)>> replay)
    : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private ReplayedLifetime? _lifetime;
    private ReplayVerdict _verdict = ReplayVerdict.Nothing;
    private string _digest = "";
    private long _asked;
    private long _answered;

    /// <summary>Verifies the whole lifetime. Who waits while another's check runs shares the next: the log is read after all of them have asked.</summary>
    public async Task<ReplayVerdict> VerifyAsync()
    {
        var ticket = Interlocked.Increment(ref _asked);
        await _gate.WaitAsync();
        try
        {
            if (ticket > _answered)
            {
                var asked = Volatile.Read(ref _asked);
                _verdict = await GoOnAsync();
                _answered = asked;
            }

            return _verdict;
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    private async Task<ReplayVerdict> GoOnAsync()
    {
        var lifetime = _lifetime;
        _lifetime = null;
        var before = lifetime?.Sequence ?? 0;
        var part = log.ReadPart(stream, before);
        if (lifetime is not null && part.DigestBefore != _digest)
            (lifetime, before, part) = (null, 0, log.ReadPart(stream, 0));
        var (found, after) = await replay(part.Events, lifetime);
        (_lifetime, _digest) = (found is null ? after : null, part.Digest);
        return new ReplayVerdict { Streams = 1, Events = before + part.Events.Count, Divergence = found };
    }
}
