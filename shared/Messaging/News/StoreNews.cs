using Cortex.Messaging.Stores;
using Microsoft.Extensions.Hosting;
using StackExchange.Redis;

namespace Cortex.Messaging.News;

/// <summary>
/// Tells this host that another one has written to the shared store, so that who follows a run or an attempt sees it wherever it was
/// decided: through Redis where there is one, and by looking from time to time, more often without it.
/// </summary>
internal sealed class StoreNews(Store store, RedisConnection redis, TimeProvider time) : BackgroundService
{
    private static readonly RedisChannel _channel = RedisChannel.Literal("cortex/written");
    private static readonly TimeSpan _withRedis = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan _without = TimeSpan.FromMilliseconds(300);

    private int _telling;
    private bool _noticing;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!store.Options.IsShared)
            return;
        store.Written += Tell;
        try
        {
            var subscribed = false;
            while (!stoppingToken.IsCancellationRequested)
            {
                // Once it has, the library subscribes again by itself after a break.
                subscribed = subscribed || await SubscribeAsync();
                await Task.Delay(redis.Subscriber is null ? _without : _withRedis, time, stoppingToken);
                Notice();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host ends.
        }
        finally
        {
            store.Written -= Tell;
        }
    }

    /// <summary>False while there is no Redis, or none that answers in time: it is asked again with the next look.</summary>
    private async Task<bool> SubscribeAsync()
    {
        if (redis.Subscriber is not { } subscriber)
            return false;
        try
        {
            await subscriber.SubscribeAsync(_channel, (_, _) => Notice());
            return true;
        }
        catch (Exception e) when (e is RedisException or TimeoutException)
        {
            return false;
        }
    }

    private void Notice()
    {
        Volatile.Write(ref _noticing, true);
        store.Notice();
        Volatile.Write(ref _noticing, false);
    }

    /// <summary>Commits that come while a word is on its way are told with the next look; somebody else's are not told on.</summary>
    private void Tell()
    {
        if (Volatile.Read(ref _noticing) || redis.Subscriber is not { } subscriber || Interlocked.CompareExchange(ref _telling, 1, 0) == 1)
            return;
        _ = TellAsync(subscriber);
    }

    private async Task TellAsync(ISubscriber subscriber)
    {
        try
        {
            await subscriber.PublishAsync(_channel, store.Options.Replica);
        }
        catch (Exception e) when (e is RedisException or TimeoutException)
        {
            // Looking from time to time finds it.
        }
        finally
        {
            Volatile.Write(ref _telling, 0);
        }
    }
}
