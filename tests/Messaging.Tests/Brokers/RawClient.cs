using System.Text;
using RabbitMQ.Client;

namespace Cortex.Messaging.Tests.Brokers;

/// <summary>A plain AMQP client, as other people's programs are.</summary>
internal sealed class RawClient : IAsyncDisposable
{
    private readonly IConnection _connection;
    private readonly IChannel _channel;

    private RawClient(IConnection connection, IChannel channel) => (_connection, _channel) = (connection, channel);

    public static async Task<RawClient> ConnectAsync(Uri address)
    {
        var connection = await new ConnectionFactory { Uri = address }.CreateConnectionAsync();
        return new RawClient(connection, await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true)));
    }

    public async Task SendAsync(string exchange, string body, string contentType, Guid? id) => await _channel.BasicPublishAsync(
        exchange, "", mandatory: true, new BasicProperties { ContentType = contentType, MessageId = id?.ToString("D"), Persistent = true }, Encoding.UTF8.GetBytes(body));

    public async Task TakeAndReturnAsync(string queue)
    {
        var taken = await _channel.BasicGetAsync(queue, autoAck: false) ?? throw new InvalidOperationException($"{queue} is empty.");
        await _channel.BasicNackAsync(taken.DeliveryTag, multiple: false, requeue: true);
    }

    public async ValueTask DisposeAsync()
    {
        await _channel.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
