using System.Net;
using Cortex.TestKit.Servers;
using Cortex.TestKit.Servers.Postgres;

namespace Cortex.EndToEnd.Tests.Distributed;

/// <summary>A service whose store or broker is not there stays, is not ready, says why, and ends when it is told to.</summary>
public sealed class ServeTests(PostgresServer server) : IClassFixture<PostgresServer>
{
    private const string Nowhere = "amqp://cortex:hunter2@127.0.0.1:1/";

    [Fact]
    public async Task Without_its_store_a_service_is_live_and_not_ready()
    {
        await using var service = Service.Start("monitoring", Nowhere, "Host=127.0.0.1;Port=1;Database=cortex;Username=cortex;Password=hunter2");

        await AssertWaitsAsync(service, "\"name\":\"store\",\"status\":\"unhealthy\",\"detail\":\"The store postgresql://127.0.0.1:1/cortex cannot be opened");
    }

    [ServerFact(ServerKind.Postgres)]
    public async Task With_a_wrong_password_it_says_so_and_does_not_show_it()
    {
        await using var service = Service.Start("monitoring", Nowhere, server.Connection.Replace(PostgresServer.Password, "hunter2", StringComparison.Ordinal));

        await AssertWaitsAsync(service, "password authentication failed");
    }

    [ServerFact(ServerKind.Postgres)]
    public async Task Without_its_broker_a_service_is_live_and_not_ready()
    {
        await using var service = Service.Start("monitoring", Nowhere, await server.CreateDatabaseAsync("no-broker"));

        await AssertWaitsAsync(service, "RabbitMQ at amqp://127.0.0.1:1 does not answer");
    }

    private static async Task AssertWaitsAsync(Service service, string reason)
    {
        await UpCluster.UntilAsync(async () => (await service.GetAsync("/health/ready")).Text.Contains(reason, StringComparison.Ordinal), $"/health/ready does not say: {reason}");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await service.GetAsync("/health/ready")).Status);
        Assert.Equal(HttpStatusCode.OK, (await service.GetAsync("/health/live")).Status);

        var (exitCode, words) = await service.TerminateAsync();
        Assert.Equal(0, exitCode);
        Assert.Single(words.Split('\n'), line => line.Contains(reason.Split('"')[^1], StringComparison.Ordinal));
        Assert.DoesNotContain("hunter2", words, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", words, StringComparison.Ordinal);
    }
}
