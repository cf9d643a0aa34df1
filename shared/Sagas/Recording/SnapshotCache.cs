using System.Collections.Concurrent;
using System.Text.Json;
using Cortex.Messaging.News;
using StackExchange.Redis;

namespace Cortex.Sagas.Recording;

/// <summary>
/// The newest states of lifetimes that replicas decide in turns, in Redis where there is one. A cache: the log is always read after it, and
/// what does not fit the log is not used.
/// </summary>
internal sealed class SnapshotCache(RedisConnection? redis = null)
{
    private static readonly TimeSpan _kept = TimeSpan.FromHours(24);

    private readonly ConcurrentDictionary<string, CachedState> _newest = new(StringComparer.Ordinal);

    public async Task<CachedState?> FindAsync(string stream)
    {
        if (redis?.Database is not { } database)
            return null;
        try
        {
            return await database.StringGetAsync(Key(stream)) is { HasValue: true } found ? CachedState.Read(found!) : null;
        }
        catch (Exception e) when (e is RedisException or TimeoutException or JsonException)
        {
            return null;
        }
    }

    /// <summary>
    /// Nobody waits for it. A large state may change faster than Redis takes it: while one is on its way, only the newest after it is kept.
    /// </summary>
    public void Put(string stream, CachedState state)
    {
        if (redis?.Database is not { } database)
            return;
        var isOnItsWay = true;
        _newest.AddOrUpdate(
            stream,
            _ =>
            {
                isOnItsWay = false;
                return state;
            },
            (_, other) =>
            {
                isOnItsWay = true;
                return other.Sequence > state.Sequence ? other : state;
            });
        if (!isOnItsWay)
            _ = SendAsync(database, stream);
    }

    private async Task SendAsync(IDatabase database, string stream)
    {
        CachedState sent;
        do
        {
            sent = _newest[stream];
            try
            {
                await database.StringSetAsync(Key(stream), sent.Write(), _kept);
            }
            catch (Exception e) when (e is RedisException or TimeoutException or ObjectDisposedException)
            {
                // It is a cache.
            }
        }
        while (!_newest.TryRemove(KeyValuePair.Create(stream, sent)));
    }

    private static string Key(string stream) => $"cortex/state/{stream}";
}
