using Cortex.Hosting.Telemetry;
using Cortex.Messaging.Stores;
using Microsoft.Extensions.Logging;

namespace Cortex.Coordinator.Notifications;

/// <summary>Tells one receiver what is due, one after the other; what it does not take waits longer each time and is parked at last.</summary>
internal sealed class WebhookQueue(
    Webhook webhook, NotificationOptions options, WebhookSender sender, NotificationMeter meter, Store store, TimeProvider time, ILogger log)
{
    private const int MostAtOnce = 20;
    private const int WaitsGrowBy = 4;
    private static readonly TimeSpan _longestWait = TimeSpan.FromHours(6);
    private static readonly TimeSpan _longestRetryAfter = TimeSpan.FromDays(1);
    private static readonly TimeSpan _forgotten = TimeSpan.FromMinutes(5);

    /// <summary>Sends what is due; returns when the next is, if anything waits.</summary>
    public async Task<DateTimeOffset?> RunOnceAsync(CancellationToken stop)
    {
        foreach (var row in store.Read(commands => NotificationTable.Due(commands, webhook.Name, time.GetUtcNow(), MostAtOnce)))
            if (await TakeAsync(row))
                await TellAsync(row, stop);
        return store.Read(commands => NotificationTable.NextDue(commands, webhook.Name));
    }

    /// <summary>In a store of one host nobody else can have taken it: a mark is of a host that died.</summary>
    private Task<bool> TakeAsync(NotificationRow row) => store.WriteAsync(transaction =>
        NotificationTable.Take(transaction.Commands, row.Id, transaction.Now, store.Options.IsShared ? transaction.Now - _forgotten : transaction.Now));

    private async Task TellAsync(NotificationRow row, CancellationToken stop)
    {
        using var scope = log.BeginScope(new RunScope(row.Run));
        var result = await sender.SendAsync(webhook, row, stop);
        var tries = row.Tries + 1;
        var now = time.GetUtcNow();
        if (result.Problem is not { } problem)
        {
            await SettleAsync(row, "done", null, now);
            log.LogInformation("{Webhook} was told of {Event} of run {Run}", webhook.Name, row.Event, row.Run);
        }
        else if (result.IsFinal || tries >= options.MostTries)
        {
            await SettleAsync(row, "parked", problem, now);
            log.LogError("{Webhook} was not told of {Event} of run {Run}, and will not be: {Problem} (try {Try})", webhook.Name, row.Event, row.Run, problem, tries);
        }
        else
        {
            var wait = Wait(row.Id, tries, result.RetryAfter);
            await SettleAsync(row, "pending", problem, now + wait);
            log.LogWarning("{Webhook} was not told of {Event} of run {Run}: {Problem}; try {Try} follows in {Wait}", webhook.Name, row.Event, row.Run, problem, tries + 1, wait);
        }
    }

    private async Task SettleAsync(NotificationRow row, string state, string? problem, DateTimeOffset due)
    {
        await store.WriteAsync(transaction => NotificationTable.Settle(transaction.Commands, row.Id, state, problem, due));
        meter.Settled(webhook.Name, state == "pending" ? "retried" : state == "done" ? "delivered" : state);
    }

    /// <summary>Growing, and up to a fifth longer by the notification's id, so that those of one outage do not come back together. Never before the receiver wants it.</summary>
    private TimeSpan Wait(Guid id, int tries, TimeSpan? retryAfter)
    {
        var grown = Math.Min(options.FirstWait.TotalSeconds * Math.Pow(WaitsGrowBy, tries - 1), _longestWait.TotalSeconds);
        var spread = 1 + (id.ToByteArray()[15] / 255.0 / 5);
        var asked = retryAfter is { } after ? Math.Min(after.TotalSeconds, _longestRetryAfter.TotalSeconds) : 0;
        return TimeSpan.FromSeconds(Math.Max(grown * spread, asked));
    }
}
