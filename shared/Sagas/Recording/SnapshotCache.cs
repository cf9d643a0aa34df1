using System.Text.Json;
using Cortex.Contracts;
using Cortex.Messaging.News;
using StackExchange.Redis;

namespace Cortex.Sagas.Recording;

/// <summary>A lifetime's state after one of its events.</summary>
internal sealed record CachedState(long Sequence, string MachineVersion, string StateHash, string State);

/// <summary>
/// The newest states of lifetimes that replicas decide in turns, in Redis where there is one. A cache: the log is always read after it, and
/// what does not fit the log is not used.
/// </summary>
internal sealed class SnapshotCache(RedisConnection? redis = null)
{
    private static readonly TimeSpan _kept = TimeSpan.FromHours(24);

    public async Task<CachedState?> FindAsync(string stream)
    {
        if (redis?.Database is not { } database)
            return null;
        try
        {
            return await database.StringGetAsync(Key(stream)) is { HasValue: true } found ? JsonSerializer.Deserialize<CachedState>((string)found!, CortexJson.Options) : null;
        }
        catch (Exception e) when (e is RedisException or TimeoutException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Nobody waits for it.</summary>
    public void Put(string stream, CachedState state)
    {
        if (redis?.Database is { } database)
            database.StringSet(Key(stream), JsonSerializer.Serialize(state, CortexJson.Options), _kept, flags: CommandFlags.FireAndForget);
    }

    private static string Key(string stream) => $"cortex/snapshot/{stream}";
}
