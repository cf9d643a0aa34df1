using System.Diagnostics;
using Cortex.Contracts;
using Cortex.Contracts.Api;
using Cortex.Hosting.Data;
using Cortex.Hosting.Modules;
using MassTransit;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Cortex.Coordinator.Api;

/// <summary>The API of a coordinator that is a process of its own: its own part, and what other services answer, passed on to them.</summary>
public sealed class ApiModule : IModule
{
    public string Name => "api";

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddRunsApi();
        services.AddHttpForwarder();
        services.AddSingleton<ServiceForwarding>();
    }

    public void AddBus(IBusRegistrationConfigurator bus)
    {
    }

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapRuns(new HostDescription
        {
            Version = typeof(ApiModule).Assembly.GetName().Version!.ToString(3),
            Pid = Environment.ProcessId,
            DataDirectory = endpoints.ServiceProvider.GetRequiredService<DataDirectory>().Root,
            WorkingDirectory = Environment.CurrentDirectory,
        });
        endpoints.ServiceProvider.GetRequiredService<ServiceForwarding>().Map(endpoints, "/api/catalog/{**path}", ServiceNames.Inventory);
    }
}
