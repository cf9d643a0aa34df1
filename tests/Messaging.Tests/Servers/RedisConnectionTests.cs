using Cortex.Messaging.News;
using Cortex.Messaging.Stores;
using Cortex.Messaging.Tests.Brokers;
using Cortex.TestKit.Servers;
using Cortex.TestKit.Servers.Redis;
using Microsoft.Extensions.Logging;

namespace Cortex.Messaging.Tests.Servers;

/// <summary>Without its Redis a host works on; each reason is said once, and when it is back.</summary>
public sealed class RedisConnectionTests(RedisServer server) : IClassFixture<RedisServer>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan SeveralTries = TimeSpan.FromSeconds(5);

    [ServerFact(ServerKind.Redis)]
    public async Task A_refused_password_is_one_line_without_it_and_nothing_is_asked_of_Redis()
    {
        var lines = new Lines();
        using var loggers = LoggerFactory.Create(logging => logging.AddProvider(lines));
        using var redis = new RedisConnection(Shared($"127.0.0.1:{server.Port},password=sesame"), loggers.CreateLogger<RedisConnection>());

        await Task.Delay(SeveralTries, TimeProvider.System);

        Assert.Null(redis.Database);
        Assert.Equal(
            $"Redis at 127.0.0.1:{server.Port} refuses the password. It is tried again: give Redis this password, or correct CORTEX_REDIS or --redis and start again; nothing is lost, only slower",
            Assert.Single(lines.All).Text);
    }

    [Fact]
    public void A_Redis_that_is_not_there_is_a_line()
    {
        var lines = new Lines();
        using var loggers = LoggerFactory.Create(logging => logging.AddProvider(lines));
        using var redis = new RedisConnection(Shared("127.0.0.1:1"), loggers.CreateLogger<RedisConnection>());

        Assert.Null(redis.Database);
        Assert.Equal("Redis at 127.0.0.1:1 is away; nothing is lost, only slower", Assert.Single(lines.All).Text);
    }

    [ServerFact(ServerKind.Redis)]
    public async Task A_Redis_that_dies_and_comes_back_is_a_line_each_and_used_again()
    {
        var lines = new Lines();
        using var loggers = LoggerFactory.Create(logging => logging.AddProvider(lines));
        using var redis = new RedisConnection(Shared(server.Connection), loggers.CreateLogger<RedisConnection>());
        await UntilAsync(() => redis.Database is not null);

        await server.KillAsync();
        await UntilAsync(() => redis.Database is null && lines.All.Count > 0);
        await server.RestartAsync();
        await UntilAsync(() => lines.All.Count == 2);

        Assert.Equal(
            [$"Redis at 127.0.0.1:{server.Port} is away; nothing is lost, only slower", $"Redis at 127.0.0.1:{server.Port} is back"],
            lines.All.Select(line => line.Text));
        await redis.Database!.StringSetAsync("word", "again");
        Assert.Equal("again", await redis.Database.StringGetAsync("word"));
    }

    private static StoreOptions Shared(string redis) => new() { PostgreSql = "Host=127.0.0.1;Port=1", Redis = redis };

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(Patience, TimeProvider.System);
        while (!condition())
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, limit.Token);
    }
}
