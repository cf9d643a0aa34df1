using Cortex.Hosting.Data;
using Cortex.Hosting.Modules;
using Cortex.Security.Advisories;
using Cortex.Security.Advisories.Stored;
using Cortex.Security.Fixing.Relocking;
using Cortex.Workers.Masters;
using MassTransit;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Cortex.Security;

/// <summary>The master and its advisories as a part of a host.</summary>
public sealed class SecurityModule : IModule
{
    private readonly MasterModule<SecurityMaster> _master = new();

    public string Name => SecurityMaster.Name;

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(KnownVulnerabilities.Schema);
        services.AddSingleton<KnownVulnerabilities>();
        services.AddSingleton(provider => AdvisoryStore.Open(provider.GetRequiredService<DataDirectory>().Advisories, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => AdvisoryLookup.For(provider.GetRequiredService<AdvisoryStore>()));
        services.AddSingleton(provider => RegistryLookup.For(provider.GetRequiredService<DataDirectory>()));
        _master.AddServices(services, configuration);
    }

    public void AddBus(IBusRegistrationConfigurator bus) => _master.AddBus(bus);

    public void MapEndpoints(IEndpointRouteBuilder endpoints) => _master.MapEndpoints(endpoints);
}
