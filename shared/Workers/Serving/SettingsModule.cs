using Cortex.Hosting.Modules;
using Cortex.Workers.Gateway;
using MassTransit;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;

namespace Cortex.Workers.Serving;

/// <summary>What a process of its own brings to its service: its settings, its data directory, and an end by SIGTERM or Ctrl-C.</summary>
internal sealed class SettingsModule(ServiceSettings settings) : IModule
{
    public string Name => "settings";

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(settings);
        services.AddSingleton(settings.Data);
        if (settings.HostNames is [var name, ..])
            services.PostConfigure<GatewayOptions>(gateway => gateway.HostName = name);
        services.RemoveAll<IHostLifetime>();
        services.AddSingleton<IHostLifetime, ConsoleLifetime>();
        services.Configure<ConsoleLifetimeOptions>(console => console.SuppressStatusMessages = true);
    }

    public void AddBus(IBusRegistrationConfigurator bus)
    {
    }

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
    }
}
