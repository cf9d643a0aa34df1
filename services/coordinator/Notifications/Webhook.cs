namespace Cortex.Coordinator.Notifications;

/// <summary>Somebody who wants to hear of runs. Its address is a secret too: Slack's and others' let in whoever knows it.</summary>
internal sealed class Webhook
{
    public const string Json = "json";
    public const string Slack = "slack";

    /// <summary>In rows, logs and figures; the address's host unless the operator gave another.</summary>
    public required string Name { get; init; }

    public required Uri Url { get; init; }

    /// <summary>Of <see cref="NotificationEvents.All"/>.</summary>
    public required IReadOnlySet<string> Events { get; init; }

    /// <summary>Key of the signature; null sends none.</summary>
    public string? Secret { get; init; }

    /// <summary><see cref="Json"/> or <see cref="Slack"/>.</summary>
    public string Format { get; init; } = Json;

    /// <summary>Never the address or the secret.</summary>
    public override string ToString() => Name;
}

/// <summary>What can be told.</summary>
internal static class NotificationEvents
{
    public const string Completed = "completed";
    public const string Failed = "failed";
    public const string Canceled = "canceled";
    public const string Escalation = "escalation";

    public static IReadOnlyList<string> All { get; } = [Completed, Failed, Canceled, Escalation];

    /// <summary>What a webhook gets that names none.</summary>
    public static IReadOnlyList<string> Default { get; } = [Completed, Failed, Escalation];
}
