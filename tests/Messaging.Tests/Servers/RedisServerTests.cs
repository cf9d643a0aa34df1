using Cortex.TestKit.Servers;
using Cortex.TestKit.Servers.Redis;
using StackExchange.Redis;

namespace Cortex.Messaging.Tests.Servers;

public sealed class RedisServerTests(RedisServer server) : IClassFixture<RedisServer>
{
    [ServerFact(ServerKind.Redis)]
    public async Task It_answers_again_after_a_kill()
    {
        await using (var before = await ConnectionMultiplexer.ConnectAsync(server.Connection))
        {
            await before.GetDatabase().StringSetAsync("word", "kept");
            await server.KillAsync();
        }

        await Assert.ThrowsAsync<RedisConnectionException>(() => ConnectionMultiplexer.ConnectAsync(server.Connection + ",connectRetry=0,connectTimeout=500"));
        await server.RestartAsync();

        await using var after = await ConnectionMultiplexer.ConnectAsync(server.Connection);
        Assert.Equal("kept", await after.GetDatabase().StringGetAsync("word"));
    }

    [ServerFact(ServerKind.Redis)]
    public async Task Wrong_credentials_are_refused() =>
        await Assert.ThrowsAsync<RedisConnectionException>(() => ConnectionMultiplexer.ConnectAsync($"127.0.0.1:{server.Port},password=wrong,connectRetry=0"));
}
