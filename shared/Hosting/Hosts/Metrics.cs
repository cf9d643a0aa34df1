using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;

namespace Cortex.Hosting.Hosts;

/// <summary>Collects every meter whose name starts with <c>Cortex.</c>, and the bus's own.</summary>
internal static class Metrics
{
    public static void Add(IServiceCollection services) => services.AddOpenTelemetry()
        .WithMetrics(metrics => metrics.AddMeter("Cortex.*").AddMeter("MassTransit").AddPrometheusExporter());
}
