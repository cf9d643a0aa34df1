using Cortex.Messaging.News;
using Cortex.Messaging.Outbox;
using Cortex.Messaging.Stores;
using Cortex.TestKit.Servers;
using Cortex.TestKit.Servers.Postgres;
using Cortex.TestKit.Servers.Redis;
using Microsoft.Extensions.Logging.Abstractions;
using StackExchange.Redis;

namespace Cortex.Messaging.Tests.Servers;

public sealed class StoreNewsTests(PostgresServer database, RedisServer server) : IClassFixture<PostgresServer>, IClassFixture<RedisServer>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [ServerFact(ServerKind.Postgres, ServerKind.Redis)]
    public async Task A_Redis_that_does_not_answer_in_time_at_the_start_is_asked_again()
    {
        var options = new StoreOptions { PostgreSql = await database.CreateDatabaseAsync("news"), Redis = server.Connection, Writer = "coordinator" };
        await using var store = Store.Open(options, [OutboxTable.Schema, OutboxTable.Sharing], TimeProvider.System);
        using var redis = new RedisConnection(options, NullLogger<RedisConnection>.Instance);
        await UntilAsync(() => redis.Database is not null);
        await using var other = await ConnectionMultiplexer.ConnectAsync(server.Connection + ",allowAdmin=true");
        await other.GetDatabase().ExecuteAsync("CLIENT", "PAUSE", "2000", "ALL");
        using var news = new StoreNews(store, redis, TimeProvider.System);

        await news.StartAsync(default);

        await UntilAsync(() => news.ExecuteTask!.IsCompleted || IsHeard(other));
        Assert.False(news.ExecuteTask!.IsCompleted, news.ExecuteTask.Exception?.Message);
        await news.StopAsync(default);
    }

    /// <summary>Redis counts who takes what is published.</summary>
    private static bool IsHeard(ConnectionMultiplexer redis)
    {
        try
        {
            return redis.GetDatabase().Publish(RedisChannel.Literal("cortex/written"), "other") > 0;
        }
        catch (RedisTimeoutException)
        {
            return false;
        }
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(Patience, TimeProvider.System);
        while (!condition())
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, limit.Token);
    }
}
