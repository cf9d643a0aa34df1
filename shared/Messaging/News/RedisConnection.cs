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
    private readonly string _place = "";
    private readonly ILogger<RedisConnection> _log;
    private string? _missing;

    public RedisConnection(StoreOptions store, ILogger<RedisConnection> log)
    {
        _log = log;
        if (!store.IsShared || store.Redis is not { Length: > 0 } address)
            return;
        var options = ConfigurationOptions.Parse(address);
        options.AbortOnConnectFail = false;
        // Never with the password that may follow.
        _place = address.Split(',')[0];
        options.ClientName = $"cortex-{store.Replica}";
        // An answer that takes longer is worth less than going without.
        options.AsyncTimeout = options.SyncTimeout = 500;
        options.BacklogPolicy = BacklogPolicy.FailFast;
        // The host starts meanwhile; further tries are made in the background.
        options.ConnectRetry = 1;
        _connection = ConnectionMultiplexer.Connect(options);
        _connection.ConnectionFailed += (_, failed) => Away(failed.FailureType, failed.Exception);
        _connection.ConnectionRestored += (_, _) => Back();
        // What happened before anybody listened, the library keeps to itself.
        if (!_connection.IsConnected && Refusal(options) is { } refusal)
            Away(refusal.FailureType, refusal);
    }

    /// <summary>Null without a Redis, and while it does not answer.</summary>
    public IDatabase? Database => _connection is { IsConnected: true } connection ? connection.GetDatabase() : null;

    internal ISubscriber? Subscriber => _connection is { IsConnected: true } connection ? connection.GetSubscriber() : null;

    public void Dispose() => _connection?.Dispose();

    private static RedisConnectionException? Refusal(ConfigurationOptions options)
    {
        var once = options.Clone();
        once.AbortOnConnectFail = true;
        try
        {
            using var connection = ConnectionMultiplexer.Connect(once);
            return null;
        }
        catch (RedisConnectionException e)
        {
            return e;
        }
    }

    /// <summary>One line for each reason, however often and for however many connections the library meets it.</summary>
    private void Away(ConnectionFailureType type, Exception? exception)
    {
        var reason = IsOfCredentials(type, exception)
            ? "refuses the password. It is tried again: give Redis this password, or correct CORTEX_REDIS or --redis and start again"
            : "is away";
        if (Interlocked.Exchange(ref _missing, reason) != reason)
            _log.LogWarning("Redis at {Address} {Reason}; nothing is lost, only slower", _place, reason);
    }

    private void Back()
    {
        // The library has two connections; it is back once both are.
        if (_connection is { IsConnected: true } && Interlocked.Exchange(ref _missing, null) is not null)
            _log.LogWarning("Redis at {Address} is back", _place);
    }

    private static bool IsOfCredentials(ConnectionFailureType type, Exception? exception) => type is ConnectionFailureType.AuthenticationFailure
        || Said(exception).Any(words => words.Contains("WRONGPASS", StringComparison.Ordinal) || words.Contains("NOAUTH", StringComparison.Ordinal));

    private static IEnumerable<string> Said(Exception? exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
            yield return cause.Message;
    }
}
