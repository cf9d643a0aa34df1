namespace Cortex.Contracts.Certificates;

public sealed record IssueCertificate
{
    public required Guid OrchestrationId { get; init; }
}

public sealed record CertificateIssued
{
    public required Guid OrchestrationId { get; init; }
    public required Certificate Certificate { get; init; }
}

/// <summary>What a check of the log's prefix up to <see cref="UpTo"/> found, without what the check itself causes.</summary>
public sealed record Certificate
{
    /// <summary>Position in the log.</summary>
    public required long UpTo { get; init; }

    /// <summary>Events of the run in that prefix.</summary>
    public required long Events { get; init; }
    public required bool ReplayIdentical { get; init; }

    /// <summary>True when every emitted message was delivered: none waits, none vanished.</summary>
    public required bool OutboxEmpty { get; init; }
    public required int DeadlinesOpen { get; init; }
    public required int OrphanWorkers { get; init; }
    public required int UnaccountedTokens { get; init; }
    public required int LeftoverWorkspaces { get; init; }
    public required bool Holds { get; init; }

    /// <summary>One entry per field that does not hold.</summary>
    public IReadOnlyList<CertificateFailure> Failures { get; init; } = [];
}

public sealed record CertificateFailure
{
    public required string Field { get; init; }
    public required string Detail { get; init; }
}
