using System.Diagnostics.Metrics;

namespace Cortex.Coordinator.Notifications;

/// <summary>How telling goes.</summary>
internal sealed class NotificationMeter
{
    private readonly Counter<long> _tries;

    public NotificationMeter(IMeterFactory meters, NotificationOptions options)
    {
        _tries = meters.Create("Cortex.Coordinator").CreateCounter<long>("cortex.notification.tries", description: "Tries to tell a webhook: delivered, retried or parked");
        foreach (var webhook in options.Webhooks)
            Settled(webhook.Name, "parked", 0);
    }

    public void Settled(string webhook, string result, long count = 1) => _tries.Add(count, new("webhook", webhook), new KeyValuePair<string, object?>("result", result));
}
