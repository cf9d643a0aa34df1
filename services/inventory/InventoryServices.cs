using Cortex.Inventory.Catalogue;
using Microsoft.Extensions.DependencyInjection;

namespace Cortex.Inventory;

public static class InventoryServices
{
    /// <summary>Adds the catalogue; the host brings the <see cref="Messaging.Stores.Store"/>, opened with <see cref="CatalogueSchema.Schema"/>.</summary>
    public static IServiceCollection AddCatalogue(this IServiceCollection services) => services.AddSingleton<AssetCatalogue>();
}
