using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Cortex.Hosting.Hosts;

/// <summary>A service from its start to its end.</summary>
public static class HostRun
{
    /// <summary>0: it was told to end. 1: something that runs in its background failed, which its log says; whoever watches it starts it again.</summary>
    /// <param name="host">Not started; disposed when this returns.</param>
    /// <param name="end">What bounds its end; null for the process's own.</param>
    public static async Task<int> RunAsync(IHost host, EndLimit? end = null)
    {
        using var limit = end ?? EndLimit.Of(host);
        limit.Watch(host);
        try
        {
            await host.StartAsync();
            await host.WaitForShutdownAsync();
            return FailureOf(host) is null ? 0 : 1;
        }
        finally
        {
            if (host is IAsyncDisposable disposable)
                await disposable.DisposeAsync();
            else
                host.Dispose();
        }
    }

    /// <summary>What failed in the background of a host, which then ends; null while nothing has.</summary>
    public static Exception? FailureOf(IHost host) => host.Services.GetServices<IHostedService>().OfType<BackgroundService>()
        .Select(service => service.ExecuteTask is { IsFaulted: true, Exception: { } failure } ? failure.GetBaseException() : null)
        .FirstOrDefault(failure => failure is not null);
}
