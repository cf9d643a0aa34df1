using Cortex.Coordinator.Api;
using Cortex.Hosting.Data;
using Cortex.Hosting.Modules;
using MassTransit;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cortex.Cli.Embedded;

/// <summary>What the process brings to its host: the data directory, the clock, the log file, and an end that the command decides.</summary>
internal sealed class ProcessModule(DataDirectory data, HostNeed need, TimeProvider clock) : IModule
{
    public string Name => "process";

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(data);
        services.AddSingleton(clock);
        services.AddSingleton<IHostLifetime, CommandLifetime>();
        services.AddRunsApi();
        services.AddLogging(logging =>
        {
            // Standard error belongs to the command; what the services have to say is kept with the data.
            logging.ClearProviders();
            if (need == HostNeed.Working)
                logging.Services.AddSingleton<ILoggerProvider>(new LogFile(data, clock));
        });
    }

    public void AddBus(IBusRegistrationConfigurator bus)
    {
    }

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
    }

    /// <summary>Signals are the command's.</summary>
    private sealed class CommandLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
