using System.Diagnostics;
using System.Text.Json;
using Cortex.Contracts;

namespace Cortex.Messaging;

/// <summary>A message that a decision wants out, as data. It becomes an outbox row in the decision's own commit.</summary>
public sealed record Outgoing
{
    public required Guid MessageId { get; init; }

    /// <summary>A contract record.</summary>
    public required object Message
    {
        get;
        init
        {
            field = value;
            Payload = JsonSerializer.Serialize(value, value.GetType(), CortexJson.Options);
        }
    }

    /// <summary>The service whose command queue gets it; null publishes it.</summary>
    public string? Service { get; init; }

    /// <summary>The message that caused it.</summary>
    public Guid? Cause { get; init; }

    /// <summary>The run it belongs to; null for none.</summary>
    public Guid? Run { get; init; }

    /// <summary>Not before this time; null is at once.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>Name under which a due message can be taken back; a later one with the same key replaces it.</summary>
    public string? DeadlineKey { get; init; }

    /// <summary>The span that decided it, in this process only: a row that is sent again has none.</summary>
    public ActivityContext Span { get; init; }

    /// <summary>The message as JSON: written once, then stored, hashed and sent as it is.</summary>
    public string Payload { get; private init; } = "";
}
