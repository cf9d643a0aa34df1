using Cortex.Inventory.Catalogue;
using Cortex.Messaging.Stores;

namespace Cortex.Inventory.Tests.Catalogue;

public sealed class CatalogueSchemaTests
{
    [Fact]
    public async Task A_store_with_the_first_tables_gets_what_came_later()
    {
        var folder = Directory.CreateTempSubdirectory("cortex-catalogue-");
        try
        {
            var options = new StoreOptions { Path = Path.Combine(folder.FullName, "cortex.db") };
            await using (var old = Store.Open(options, [CatalogueSchema.Schema], TimeProvider.System))
            {
                await old.WriteAsync(t => t.Commands.Execute(
                    "INSERT INTO catalog_assets (urn, kind, name, first_run, first_seen, last_run, last_seen) VALUES ('urn:cortex:project:web', 'project', 'web', $1, 1, $1, 1)", CatalogueFolder.Run(1)));
            }

            await using var store = Store.Open(options, [CatalogueSchema.Schema, CatalogueSchema.Walks], TimeProvider.System);
            var catalogue = new AssetCatalogue(store);
            Assert.Equal("urn:cortex:project:web", catalogue.Find("web").Urn);
            Assert.Equal(0, catalogue.Lineage("urn:cortex:project:web", up: true, down: true)!.Up!.Assets);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
