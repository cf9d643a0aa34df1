using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Cortex.Hosting.Hosts;

/// <summary>A service from its start to its end.</summary>
public static class HostRun
{
    /// <summary>0: it was told to end. 1: something that runs in its background failed, which its log says; whoever watches it starts it again.</summary>
    public static async Task<int> RunAsync(IHost host)
    {
        await host.StartAsync();
        await host.WaitForShutdownAsync();
        return host.Services.GetServices<IHostedService>().OfType<BackgroundService>().Any(service => service.ExecuteTask is { IsFaulted: true }) ? 1 : 0;
    }
}
