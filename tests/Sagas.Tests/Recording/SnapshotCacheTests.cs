using System.Text;
using Cortex.Messaging.News;
using Cortex.Messaging.Stores;
using Cortex.Sagas.Recording;
using Cortex.TestKit.Servers;
using Cortex.TestKit.Servers.Redis;
using Microsoft.Extensions.Logging.Abstractions;
using StackExchange.Redis;

namespace Cortex.Sagas.Tests.Recording;

public sealed class SnapshotCacheTests(RedisServer server) : IClassFixture<RedisServer>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(20);

    [ServerFact(ServerKind.Redis)]
    public async Task While_a_state_is_on_its_way_only_the_newest_is_kept_and_it_arrives()
    {
        using var redis = await ConnectAsync();
        var cache = new SnapshotCache(redis);
        await using var other = await ConnectionMultiplexer.ConnectAsync(server.Connection + ",allowAdmin=true");
        await other.GetDatabase().ExecuteAsync("CONFIG", "RESETSTAT");
        await other.GetDatabase().ExecuteAsync("CLIENT", "PAUSE", "300", "WRITE");

        for (var sequence = 1; sequence <= 200; sequence++)
            cache.Put("room/one", State(sequence));
        cache.Put("room/one", State(7));

        Assert.Equal(200, (await UntilAsync(cache, "room/one", 200)).Sequence);
        var sets = (string?)await other.GetDatabase().ExecuteAsync("INFO", "commandstats");
        Assert.Matches("cmdstat_set(ex)?:calls=[1-9],", sets);
    }

    [ServerFact(ServerKind.Redis)]
    public async Task A_state_comes_back_as_it_went_and_something_else_under_its_name_is_none()
    {
        using var redis = await ConnectAsync();
        var cache = new SnapshotCache(redis);
        var state = State(3) with { State = Encoding.UTF8.GetBytes("{\"guest\":\"Zoë\\n\"}\n") };

        cache.Put("room/two", state);

        var found = await UntilAsync(cache, "room/two", 3);
        Assert.Equal(state with { State = [] }, found with { State = [] });
        Assert.Equal(state.State, found.State);
        foreach (var other in (string[])["", "null\n{}", "{", "{\"sequence\":\"x\"}\n{}"])
        {
            await redis.Database!.StringSetAsync("cortex/state/room/two", other);
            Assert.Null(await cache.FindAsync("room/two"));
        }
    }

    private static CachedState State(long sequence) => new(sequence, "1", $"hash {sequence}", Encoding.UTF8.GetBytes($"{{\"seats\":{sequence}}}"));

    private async Task<RedisConnection> ConnectAsync()
    {
        var redis = new RedisConnection(new StoreOptions { PostgreSql = "Host=nowhere", Redis = server.Connection, Writer = "coordinator" }, NullLogger<RedisConnection>.Instance);
        using var limit = new CancellationTokenSource(Patience, TimeProvider.System);
        while (redis.Database is null)
            await Task.Delay(Between, TimeProvider.System, limit.Token);
        return redis;
    }

    private static async Task<CachedState> UntilAsync(SnapshotCache cache, string stream, long sequence)
    {
        using var limit = new CancellationTokenSource(Patience, TimeProvider.System);
        while (true)
        {
            if (await cache.FindAsync(stream) is { } found && found.Sequence >= sequence)
                return found;
            await Task.Delay(Between, TimeProvider.System, limit.Token);
        }
    }
}
