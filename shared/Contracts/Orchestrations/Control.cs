namespace Cortex.Contracts.Orchestrations;

public sealed record CancelOrchestration
{
    public required Guid OrchestrationId { get; init; }
    public string? RequestedBy { get; init; }
    public string? Reason { get; init; }
}

/// <summary>Closes admission and stores the remaining phase time; running workers finish.</summary>
public sealed record PauseOrchestration
{
    public required Guid OrchestrationId { get; init; }
    public string? RequestedBy { get; init; }
}

public sealed record ResumeOrchestration
{
    public required Guid OrchestrationId { get; init; }
    public string? RequestedBy { get; init; }
}

/// <summary>Starts a failed worker again while its run is executing.</summary>
public sealed record RetryWorker
{
    public required Guid OrchestrationId { get; init; }
    public required Guid WorkerId { get; init; }
    public string? RequestedBy { get; init; }
}

/// <summary>Asks a master that has not answered the current phase again.</summary>
public sealed record RetryMaster
{
    public required Guid OrchestrationId { get; init; }
    public required string Master { get; init; }
    public string? RequestedBy { get; init; }
}

/// <summary>A control command that the run's state does not allow; answers the sender through the log.</summary>
public sealed record CommandRefused
{
    public required Guid OrchestrationId { get; init; }
    public required string Command { get; init; }
    public required string Reason { get; init; }
}

/// <summary>A consumer failed on a command after all its retries; the message itself is parked.</summary>
public sealed record CommandFaulted
{
    public required Guid OrchestrationId { get; init; }

    /// <summary>The service whose consumer failed.</summary>
    public required string Master { get; init; }

    /// <summary>Type name of the command, without namespace.</summary>
    public required string Command { get; init; }
    public required string Reason { get; init; }
}
