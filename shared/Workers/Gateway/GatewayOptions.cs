using System.ComponentModel.DataAnnotations;

namespace Cortex.Workers.Gateway;

/// <summary>Section <c>Workers:Gateway</c>.</summary>
public sealed class GatewayOptions
{
    /// <summary>Base address that workers are told; empty is the first address the host listens on.</summary>
    public string Address { get; set; } = "";

    /// <summary>Name by which hosts on other machines reach this one when it listens on all addresses.</summary>
    public string HostName { get; set; } = "";

    /// <summary>Seconds between two heartbeats.</summary>
    [Range(0.05, 300)]
    public double HeartbeatSeconds { get; set; } = 10;

    /// <summary>A token is good for this long after the attempt's deadline.</summary>
    [Range(1, 1440)]
    public int TokenMarginMinutes { get; set; } = 15;

    /// <summary>Largest heartbeat, and so checkpoint.</summary>
    [Range(1024, 64 * 1024 * 1024)]
    public long MostHeartbeatBytes { get; set; } = 64 * 1024 * 1024;

    [Range(1024, 1024 * 1024 * 1024)]
    public long MostResultBytes { get; set; } = 64 * 1024 * 1024;

    [Range(1024, long.MaxValue)]
    public long MostArtifactBytes { get; set; } = 1024L * 1024 * 1024;

    [Range(1024, long.MaxValue)]
    public long MostCommitsBytes { get; set; } = 512L * 1024 * 1024;
}
