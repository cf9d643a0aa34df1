using Cortex.Messaging.Stores;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Cortex.Messaging.News;

/// <summary>
/// The Redis of hosts that share a store. It connects in the background and again when it was away; nothing waits for it, and whoever uses
/// it does without while <see cref="Database"/> is null.
/// </summary>
public sealed class RedisConnection : IDisposable
{
    private readonly ConnectionMultiplexer? _connection;

    public RedisConnection(StoreOptions store, ILogger<RedisConnection> log)
    {
        if (!store.IsShared || store.Redis is not { Length: > 0 } address)
            return;
        var options = ConfigurationOptions.Parse(address);
        options.AbortOnConnectFail = false;
        // Never with the password that may follow.
        var place = address.Split(',')[0];
        options.ClientName = $"cortex-{store.Replica}";
        // An answer that takes longer is worth less than going without.
        options.AsyncTimeout = options.SyncTimeout = 500;
        options.BacklogPolicy = BacklogPolicy.FailFast;
        _connection = ConnectionMultiplexer.Connect(options);
        _connection.ConnectionFailed += (_, failed) => log.LogWarning("Redis at {Address} is away ({Failure}); nothing is lost, only slower", place, failed.FailureType);
        _connection.ConnectionRestored += (_, _) => log.LogWarning("Redis at {Address} is back", place);
    }

    /// <summary>Null without a Redis, and while it does not answer.</summary>
    public IDatabase? Database => _connection is { IsConnected: true } connection ? connection.GetDatabase() : null;

    internal ISubscriber? Subscriber => _connection is { IsConnected: true } connection ? connection.GetSubscriber() : null;

    public void Dispose() => _connection?.Dispose();
}
