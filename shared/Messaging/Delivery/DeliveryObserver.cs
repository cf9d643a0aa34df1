using MassTransit;

namespace Cortex.Messaging.Delivery;

/// <summary>Tells <see cref="Deliveries"/> that an endpoint is through with a message.</summary>
internal sealed class DeliveryObserver(Deliveries deliveries) : IReceiveObserver
{
    public Task PreReceive(ReceiveContext context) => Task.CompletedTask;

    public Task PostReceive(ReceiveContext context)
    {
        if (Received.MessageIdOf(context) is { } messageId)
            deliveries.Finished(messageId, Received.EndpointOf(context));
        return Task.CompletedTask;
    }

    public Task PostConsume<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType) where T : class => Task.CompletedTask;

    public Task ConsumeFault<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType, Exception exception) where T : class => Task.CompletedTask;

    public Task ReceiveFault(ReceiveContext context, Exception exception)
    {
        if (Received.MessageIdOf(context) is { } messageId)
            deliveries.Abandoned(messageId);
        return Task.CompletedTask;
    }
}
