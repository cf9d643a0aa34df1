namespace Cortex.Messaging.Outbox;

public sealed record OutboxOptions
{
    /// <summary>Age after which an undelivered row that is not in flight is sent again.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest time between two looks at the table.</summary>
    public TimeSpan SweepInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Messages that may be on their way to a broker without its confirmation.</summary>
    public int MostUnconfirmed { get; init; } = 64;

    /// <summary>
    /// Longest wait for one confirmation while the connection lives; the message is sent again then. It is long, for a broker that is out
    /// of disk or memory confirms nothing until it has some, and is not helped by repetition.
    /// </summary>
    public TimeSpan ConfirmationLimit { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Repeated dispatches after which a row is parked.</summary>
    public int MostAttempts { get; init; } = 5;

    /// <summary>Waits between the tries of a consumer; after the last one the message is parked.</summary>
    public IReadOnlyList<TimeSpan> RetryIntervals { get; init; } =
        [TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(500)];

    /// <summary>Of hosts that share a store: a replica that died is stood in for soon.</summary>
    public static OutboxOptions Shared { get; } = new() { Grace = TimeSpan.FromSeconds(5), SweepInterval = TimeSpan.FromSeconds(2) };

    /// <summary>When a row counts as delivered; the host sets it by the transport it has.</summary>
    public DeliveryRule Delivery { get; init; } = DeliveryRule.ConsumersFinished;
}

/// <summary>When a row counts as delivered.</summary>
public enum DeliveryRule
{
    /// <summary>All its consumers have finished: the transport lives in this process and forgets at exit.</summary>
    ConsumersFinished,

    /// <summary>The broker has confirmed it and keeps it from then on.</summary>
    BrokerConfirmed,
}
