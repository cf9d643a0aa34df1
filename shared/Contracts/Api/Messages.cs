using System.Text.Json;

namespace Cortex.Contracts.Api;

/// <summary>An entry of GET /api/messages: a message that could not be handled and waits for somebody to decide.</summary>
public sealed record ParkedMessage
{
    public required Guid Id { get; init; }

    /// <summary>Full name of the contract; unknown for what is no message of Cortex.</summary>
    public required string Type { get; init; }

    /// <summary>The service a command was for; null for an event, and for what came from outside.</summary>
    public string? Service { get; init; }

    /// <summary>The run it belongs to; null when it names none.</summary>
    public Guid? Run { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Why it was parked.</summary>
    public required string Reason { get; init; }
}

/// <summary>GET /api/messages/{id}.</summary>
public sealed record ParkedMessageDetails
{
    public required ParkedMessage Message { get; init; }

    /// <summary>The message that caused it.</summary>
    public Guid? Cause { get; init; }

    /// <summary>False for what can only be discarded: this version knows no such contract.</summary>
    public required bool CanBeResent { get; init; }

    /// <summary>The message, when it is JSON.</summary>
    public JsonElement? Payload { get; init; }

    /// <summary>What came, when it is not.</summary>
    public string? Text { get; init; }
}
