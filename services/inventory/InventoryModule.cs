using Cortex.Hosting.Modules;
using Cortex.Inventory.Catalogue;
using Cortex.Workers.Masters;
using MassTransit;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Cortex.Inventory;

/// <summary>The master, its catalogue and the catalogue's endpoints as a part of a host.</summary>
public sealed class InventoryModule : IModule
{
    private readonly MasterModule<InventoryMaster> _master = new();

    public string Name => InventoryMaster.Name;

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(CatalogueSchema.Schema);
        services.AddSingleton(CatalogueSchema.Walks);
        services.AddSingleton<AssetCatalogue>();
        _master.AddServices(services, configuration);
    }

    public void AddBus(IBusRegistrationConfigurator bus) => _master.AddBus(bus);

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
        _master.MapEndpoints(endpoints);
        CatalogEndpoints.Map(endpoints);
    }
}
