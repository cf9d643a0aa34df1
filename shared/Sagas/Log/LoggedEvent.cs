namespace Cortex.Sagas.Log;

/// <summary>One recorded message of one lifetime, and what the machine made of it.</summary>
public sealed record LoggedEvent
{
    /// <summary>Place in the log of the host; rises with every event.</summary>
    public required long Position { get; init; }

    /// <summary>machine/correlation id.</summary>
    public required string Stream { get; init; }

    /// <summary>1, 2, … within the stream.</summary>
    public required long Sequence { get; init; }
    public required Guid MessageId { get; init; }

    /// <summary>Full name of the contract.</summary>
    public required string Type { get; init; }

    /// <summary>The message as it was received.</summary>
    public required string Payload { get; init; }
    public Guid? Cause { get; init; }
    public required DateTimeOffset RecordedAt { get; init; }
    public Guid? Run { get; init; }
    public IReadOnlyList<EmittedMessage> Emitted { get; init; } = [];

    /// <summary>Keys of the deadlines it took back.</summary>
    public IReadOnlyList<string> CanceledDeadlines { get; init; } = [];

    /// <summary>SHA-256 of the instance's JSON afterwards.</summary>
    public required string StateHash { get; init; }
}
