using Cortex.Hosting.Modules;
using MassTransit;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Cortex.Cli.Embedded;

/// <summary>The last module of a host that only reads: nothing in the background starts, neither bus nor outbox nor workers' watch.</summary>
internal sealed class AsleepModule : IModule
{
    public string Name => "asleep";

    public void AddServices(IServiceCollection services, IConfiguration configuration) => services.RemoveAll<IHostedService>();

    public void AddBus(IBusRegistrationConfigurator bus)
    {
    }

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
    }
}
