using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Cortex.Hosting.Hosts;

/// <summary>Whether messages come and go; if not, what is missing and what to do about it.</summary>
internal sealed class BusHealth(BusState state) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        state.IsUp ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy(state.Missing ?? "The bus is starting."));
}
