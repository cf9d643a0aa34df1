using System.Text;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Cortex.EndToEnd.Tests.Brokers;

/// <summary>A plain AMQP client that knows nothing of Cortex but an exchange's name.</summary>
internal sealed class Publisher : IAsyncDisposable
{
    public const string Exchange = "start-orchestration";

    private readonly IConnection _connection;

    private Publisher(IConnection connection, IChannel channel) => (_connection, Channel) = (connection, channel);

    public IChannel Channel { get; }

    public static async Task<Publisher> ConnectAsync(Uri address)
    {
        var connection = await new ConnectionFactory { Uri = address }.CreateConnectionAsync();
        return new Publisher(connection, await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true)));
    }

    public async Task PublishAsync(string body, string? messageId = null, string? contentType = "application/json") => await Channel.BasicPublishAsync(
        Exchange, "", mandatory: true, new BasicProperties { ContentType = contentType, MessageId = messageId, Persistent = true }, Encoding.UTF8.GetBytes(body));

    /// <summary>The next message of a queue; both are waited for.</summary>
    public async Task<BasicGetResult> TakeAsync(string queue)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60), TimeProvider.System);
        while (true)
        {
            try
            {
                // Asking a queue that is not there yet ends the channel; one that has no leader yet, the connection, which comes again by itself.
                await using var channel = await _connection.CreateChannelAsync(cancellationToken: limit.Token);
                if (await channel.BasicGetAsync(queue, autoAck: true, limit.Token) is { } taken)
                    return taken;
            }
            catch (OperationInterruptedException e) when (e.ShutdownReason is { ReplyCode: Constants.NotFound or Constants.InternalError })
            {
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, limit.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Channel.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
