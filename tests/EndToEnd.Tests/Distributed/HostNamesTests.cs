using System.Net;
using System.Text.Json;
using Cortex.TestKit.Servers;
using Cortex.TestKit.Servers.Postgres;
using Npgsql;

namespace Cortex.EndToEnd.Tests.Distributed;

/// <summary>Services that listen on all addresses, as in containers, and call each other by their names; here two more addresses of the loopback device.</summary>
public sealed class HostNamesTests(PostgresServer server) : IClassFixture<PostgresServer>
{
    private const string Nowhere = "amqp://cortex:cortex@127.0.0.1:1/";

    [ServerFact(ServerKind.Postgres)]
    public async Task The_coordinator_passes_on_to_inventory_by_the_name_that_inventory_has()
    {
        var store = await server.CreateDatabaseAsync("names");
        await using var inventory = Service.Start("inventory", Nowhere, store, hostNames: "127.0.0.2,inventory");
        await using var coordinator = Service.Start("coordinator", Nowhere, store, hostNames: "127.0.0.3");

        await UpCluster.UntilAsync(async () => (await coordinator.GetAsync("/api/catalog/stats")).Status == HttpStatusCode.OK, "the coordinator does not reach inventory");
        var (_, passedOn) = await coordinator.GetAsync("/api/catalog/stats");
        Assert.Equal((await inventory.GetAsync("/api/catalog/stats")).Text, passedOn);
        Assert.Equal(JsonValueKind.Object, JsonDocument.Parse(passedOn).RootElement.ValueKind);

        // On one machine the loopback's address would do as well; between containers it would not.
        await using var source = NpgsqlDataSource.Create(store + ";Pooling=false");
        await using var address = source.CreateCommand("SELECT address FROM replicas WHERE name = 'inventory'");
        Assert.Equal(inventory.Url.ToString(), await address.ExecuteScalarAsync());
    }

    [ServerFact(ServerKind.Postgres)]
    public async Task The_coordinator_does_not_pass_on_to_itself()
    {
        var store = await server.CreateDatabaseAsync("itself");
        await using var coordinator = Service.Start("coordinator", Nowhere, store);
        await using var inventory = Service.Start("inventory", Nowhere, store, gateway: coordinator.Url.ToString());
        var expected = $"The service 'inventory' says that it answers at {coordinator.Url}, which is this coordinator.";

        await UpCluster.UntilAsync(async () => (await coordinator.GetAsync("/api/catalog/stats")).Text.Contains(expected, StringComparison.Ordinal), $"the coordinator does not say: {expected}");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await coordinator.GetAsync("/api/catalog/stats")).Status);
    }
}
