namespace Cortex.Messaging.Tests.Brokers;

// Letters between two services, each a host of its own on one broker.

/// <summary>A command.</summary>
public sealed record DeliverLetter
{
    public required Guid OrchestrationId { get; init; }
    public required string Text { get; init; }
    public LetterKind Kind { get; init; }
}

/// <summary>An event.</summary>
public sealed record LetterRead
{
    public required Guid OrchestrationId { get; init; }
    public required string Text { get; init; }
}

public enum LetterKind
{
    Card,
    Parcel,
}
