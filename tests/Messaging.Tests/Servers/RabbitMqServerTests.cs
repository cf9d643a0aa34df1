using Cortex.TestKit.Servers;
using Cortex.TestKit.Servers.RabbitMq;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Cortex.Messaging.Tests.Servers;

public sealed class RabbitMqServerTests(RabbitMqServer broker) : IClassFixture<RabbitMqServer>
{
    [ServerFact(ServerKind.RabbitMq)]
    public async Task What_a_durable_queue_holds_outlives_a_kill()
    {
        var address = await broker.CreateHostAsync("killed");
        await using (var connection = await new ConnectionFactory { Uri = address }.CreateConnectionAsync())
        {
            await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
            await channel.QueueDeclareAsync("kept", durable: true, exclusive: false, autoDelete: false);
            await broker.SettleAsync();
            await channel.BasicPublishAsync("", "kept", mandatory: true, new BasicProperties { Persistent = true }, "a word"u8.ToArray());

            await broker.KillAsync();
            await Assert.ThrowsAsync<BrokerUnreachableException>(() => new ConnectionFactory { Uri = address }.CreateConnectionAsync());
        }

        await broker.RestartAsync();

        await using var again = await new ConnectionFactory { Uri = address }.CreateConnectionAsync();
        await using var reader = await again.CreateChannelAsync();
        Assert.Equal("a word"u8.ToArray(), (await reader.BasicGetAsync("kept", autoAck: true))!.Body.ToArray());
    }

    [ServerFact(ServerKind.RabbitMq)]
    public async Task A_virtual_host_of_its_own_is_empty()
    {
        await broker.CreateHostAsync("empty");

        Assert.Equal("[]", await broker.Management.GetStringAsync("api/queues/empty"));
    }

    [ServerFact(ServerKind.RabbitMq)]
    public async Task Wrong_credentials_are_refused()
    {
        var address = new UriBuilder(broker.Address) { Password = "wrong" }.Uri;

        var refusal = await Assert.ThrowsAsync<BrokerUnreachableException>(() => new ConnectionFactory { Uri = address }.CreateConnectionAsync());

        Assert.IsType<AuthenticationFailureException>(refusal.InnerException);
    }
}
