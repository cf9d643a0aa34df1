using Cortex.Messaging.Stores;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cortex.Coordinator.Notifications;

/// <summary>A queue for each receiver, so that a slow one holds up nobody else.</summary>
internal sealed class NotificationService(
    NotificationOptions options, WebhookSender sender, NotificationSignal signal, NotificationMeter meter, Store store, TimeProvider time, ILogger<NotificationService> log) : BackgroundService
{
    private static readonly TimeSpan _kept = TimeSpan.FromDays(30);
    private static readonly TimeSpan _longestSleep = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan _storeAway = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await ParkStrangersAsync();
        await Task.WhenAll(options.Webhooks.Select(webhook => ServeAsync(new WebhookQueue(webhook, options, sender, meter, store, time, log), stoppingToken)));
    }

    /// <summary>Whom the settings do not name any more is not told, and that is said once.</summary>
    private async Task ParkStrangersAsync()
    {
        var names = options.Webhooks.Select(webhook => webhook.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var stranger in store.Read(NotificationTable.Waiting).Except(names))
        {
            var parked = await store.WriteAsync(transaction => NotificationTable.ParkAll(transaction.Commands, stranger, "There is no such webhook in the settings any more."));
            log.LogWarning("{Count} notifications wait for the webhook {Webhook}, which the settings do not name any more: they are parked", parked, stranger);
        }
    }

    private async Task ServeAsync(WebhookQueue queue, CancellationToken stop)
    {
        await Task.Yield();
        while (!stop.IsCancellationRequested)
        {
            var raised = signal.Next;
            var sleep = _longestSleep;
            try
            {
                await store.WriteAsync(transaction => NotificationTable.Forget(transaction.Commands, transaction.Now - _kept));
                // Another replica may write at any time, so that a look is never further away than the longest sleep.
                if (await queue.RunOnceAsync(stop) is { } next && next - time.GetUtcNow() < sleep)
                    sleep = next - time.GetUtcNow();
            }
            catch (StoreException e)
            {
                log.LogError(e, "Nobody can be told anything: the store is away");
                sleep = _storeAway;
            }

            await WaitAsync(raised, sleep, stop);
        }
    }

    private async Task WaitAsync(Task raised, TimeSpan sleep, CancellationToken stop)
    {
        try
        {
            await raised.WaitAsync(sleep > TimeSpan.Zero ? sleep : TimeSpan.FromMilliseconds(1), time, stop);
        }
        catch (TimeoutException)
        {
            // Something is due.
        }
    }
}
