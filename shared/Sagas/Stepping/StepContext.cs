using System.Diagnostics.CodeAnalysis;
using MassTransit;

namespace Cortex.Sagas.Stepping;

/// <summary>
/// All that a behaviour can see: its instance and the message. There is no bus behind it, live or in replay; a behaviour that tries
/// to publish by itself fails at once.
/// </summary>
internal sealed class StepContext<TSaga, TMessage>(TSaga saga, TMessage message, Guid messageId) : SagaConsumeContext<TSaga, TMessage>
    where TSaga : class, ISaga
    where TMessage : class
{
    public TSaga Saga => saga;

    public TMessage Message => message;

    public bool IsCompleted => false;

    public Guid? MessageId => messageId;

    public Guid? RequestId => null;

    public Guid? CorrelationId => saga.CorrelationId;

    public Guid? ConversationId => null;

    public Guid? InitiatorId => null;

    public DateTime? ExpirationTime => null;

    public Uri? SourceAddress => null;

    public Uri? DestinationAddress => null;

    public Uri? ResponseAddress => null;

    public Uri? FaultAddress => null;

    public DateTime? SentTime => null;

    public Headers Headers => throw Outside();

    public HostInfo Host => throw Outside();

    public CancellationToken CancellationToken => CancellationToken.None;

    public ReceiveContext ReceiveContext => NoReceiveContext.Instance;

    public SerializerContext SerializerContext => null!;

    public Task ConsumeCompleted => Task.CompletedTask;

    public IEnumerable<string> SupportedMessageTypes => [];

    public Task SetCompleted() => throw new NotSupportedException("A recorded saga keeps its last state: end in a state that ignores everything instead of Finalize/SetCompletedWhenFinalized.");

    public bool HasPayloadType(Type payloadType) => false;

    public bool TryGetPayload<T>([NotNullWhen(true)] out T? payload) where T : class
    {
        payload = null;
        return false;
    }

    public T GetOrAddPayload<T>(PayloadFactory<T> payloadFactory) where T : class => payloadFactory();

    public T AddOrUpdatePayload<T>(PayloadFactory<T> addFactory, UpdatePayloadFactory<T> updateFactory) where T : class => addFactory();

    public bool HasMessageType(Type messageType) => messageType.IsInstanceOfType(message);

    public bool TryGetMessage<T>([NotNullWhen(true)] out ConsumeContext<T>? consumeContext) where T : class
    {
        consumeContext = this as ConsumeContext<T>;
        return consumeContext is not null;
    }

    public void AddConsumeTask(Task task) => throw Outside();

    public Task NotifyConsumed(TimeSpan duration, string consumerType) => Task.CompletedTask;

    public Task NotifyFaulted(TimeSpan duration, string consumerType, Exception exception) => Task.CompletedTask;

    public Task NotifyConsumed<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType) where T : class => Task.CompletedTask;

    public Task NotifyFaulted<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType, Exception exception) where T : class => Task.CompletedTask;

    public Task RespondAsync<T>(T message) where T : class => throw Outside();

    public Task RespondAsync<T>(T message, IPipe<SendContext<T>> sendPipe) where T : class => throw Outside();

    public Task RespondAsync<T>(T message, IPipe<SendContext> sendPipe) where T : class => throw Outside();

    public Task RespondAsync(object message) => throw Outside();

    public Task RespondAsync(object message, Type messageType) => throw Outside();

    public Task RespondAsync(object message, IPipe<SendContext> sendPipe) => throw Outside();

    public Task RespondAsync(object message, Type messageType, IPipe<SendContext> sendPipe) => throw Outside();

    public Task RespondAsync<T>(object values) where T : class => throw Outside();

    public Task RespondAsync<T>(object values, IPipe<SendContext<T>> sendPipe) where T : class => throw Outside();

    public Task RespondAsync<T>(object values, IPipe<SendContext> sendPipe) where T : class => throw Outside();

    public void Respond<T>(T message) where T : class => throw Outside();

    public Task Publish<T>(T message, CancellationToken cancellationToken = default) where T : class => throw Outside();

    public Task Publish<T>(T message, IPipe<PublishContext<T>> publishPipe, CancellationToken cancellationToken = default) where T : class => throw Outside();

    public Task Publish<T>(T message, IPipe<PublishContext> publishPipe, CancellationToken cancellationToken = default) where T : class => throw Outside();

    public Task Publish(object message, CancellationToken cancellationToken = default) => throw Outside();

    public Task Publish(object message, IPipe<PublishContext> publishPipe, CancellationToken cancellationToken = default) => throw Outside();

    public Task Publish(object message, Type messageType, CancellationToken cancellationToken = default) => throw Outside();

    public Task Publish(object message, Type messageType, IPipe<PublishContext> publishPipe, CancellationToken cancellationToken = default) => throw Outside();

    public Task Publish<T>(object values, CancellationToken cancellationToken = default) where T : class => throw Outside();

    public Task Publish<T>(object values, IPipe<PublishContext<T>> publishPipe, CancellationToken cancellationToken = default) where T : class => throw Outside();

    public Task Publish<T>(object values, IPipe<PublishContext> publishPipe, CancellationToken cancellationToken = default) where T : class => throw Outside();

    public Task<ISendEndpoint> GetSendEndpoint(Uri address) => throw Outside();

    public ConnectHandle ConnectPublishObserver(IPublishObserver observer) => throw Outside();

    public ConnectHandle ConnectSendObserver(ISendObserver observer) => throw Outside();

    private static NotSupportedException Outside() => new("A machine reads its instance and its message and emits through Saga.Decision; it cannot reach the bus.");
}
