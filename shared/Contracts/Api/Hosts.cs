namespace Cortex.Contracts.Api;

/// <summary>GET /api/host: the process that answers.</summary>
public sealed record HostDescription
{
    public required string Version { get; init; }
    public required int Pid { get; init; }

    /// <summary>Absolute path on the host's machine.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>The folder that relative targets are looked up in.</summary>
    public required string WorkingDirectory { get; init; }
}

/// <summary>The answer to everything the API takes: the command is durable, not yet carried out.</summary>
public sealed record OrchestrationAccepted
{
    public required Guid Id { get; init; }
}
