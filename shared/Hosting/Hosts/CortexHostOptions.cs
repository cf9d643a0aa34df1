using Microsoft.Extensions.Logging;

namespace Cortex.Hosting.Hosts;

/// <summary>How a host is reached and what it is connected to.</summary>
public sealed record CortexHostOptions
{
    /// <summary>Addresses to listen on; port 0 takes a free one.</summary>
    public IReadOnlyList<string> Urls { get; init; } = ["http://127.0.0.1:0"];

    /// <summary>What the broker's own pages call this host's connections.</summary>
    public string Name { get; init; } = "cortex";

    /// <summary>An <c>amqp://</c> or <c>amqps://</c> address; null keeps the bus in this process.</summary>
    public Uri? Broker { get; init; }

    /// <summary>Settings as the operator gave them, flat keys.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>(StringComparer.Ordinal);

    /// <summary>What goes to standard error.</summary>
    public LogLevel LogLevel { get; init; } = LogLevel.Warning;

    /// <summary>How long a stop waits for consumers and requests that are under way.</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Exposes <c>/metrics</c> for Prometheus.</summary>
    public bool Metrics { get; init; } = true;
}
