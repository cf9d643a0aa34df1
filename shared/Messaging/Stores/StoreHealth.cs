using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Cortex.Messaging.Stores;

/// <summary>Asks the store a question; a failed last commit counts until one succeeds.</summary>
internal sealed class StoreHealth(Store store) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            store.Read(commands => commands.Scalar("SELECT 1"));
            return Task.FromResult(store.Failure is { } failure ? HealthCheckResult.Unhealthy(failure.Message) : HealthCheckResult.Healthy(store.Name));
        }
        catch (StoreException e)
        {
            return Task.FromResult(HealthCheckResult.Unhealthy(e.Message));
        }
    }
}
