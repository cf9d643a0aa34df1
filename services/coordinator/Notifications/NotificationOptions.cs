namespace Cortex.Coordinator.Notifications;

/// <summary>Whom to tell and how patiently; from <see cref="NotificationSettings"/>.</summary>
internal sealed record NotificationOptions
{
    public IReadOnlyList<Webhook> Webhooks { get; init; } = [];

    /// <summary>1 to 50. After the last one the notification is parked.</summary>
    public int MostTries { get; init; } = 10;

    /// <summary>Before the second try; each later wait is four times as long, up to six hours. With ten tries a receiver may be away for a day.</summary>
    public TimeSpan FirstWait { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>For one try, from the connection to the answer's first line.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);
}

/// <summary>The section cannot be used; the message says where and why.</summary>
public sealed class NotificationSettingsException(string message) : Exception(message);
