using System.Diagnostics.CodeAnalysis;
using System.Net.Mime;
using MassTransit;

namespace Cortex.Sagas.Stepping;

/// <summary>The transport that is not there.</summary>
internal sealed class NoReceiveContext : ReceiveContext
{
    private NoReceiveContext()
    {
    }

    public static NoReceiveContext Instance { get; } = new();

    public TimeSpan ElapsedTime => TimeSpan.Zero;

    public Uri InputAddress { get; } = new("loopback://localhost/none");

    public ContentType ContentType { get; } = new("application/json");

    public bool Redelivered => false;

    public Headers TransportHeaders => null!;

    public Task ReceiveCompleted => Task.CompletedTask;

    public bool IsDelivered => true;

    public bool IsFaulted => false;

    public ISendEndpointProvider SendEndpointProvider => null!;

    public IPublishEndpointProvider PublishEndpointProvider => null!;

    public bool PublishFaults => false;

    public MessageBody Body => null!;

    public CancellationToken CancellationToken => CancellationToken.None;

    public Task NotifyConsumed<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType) where T : class => Task.CompletedTask;

    public Task NotifyFaulted<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType, Exception exception) where T : class => Task.CompletedTask;

    public Task NotifyFaulted(Exception exception) => Task.CompletedTask;

    public void AddReceiveTask(Task task)
    {
    }

    public bool HasPayloadType(Type payloadType) => false;

    public bool TryGetPayload<T>([NotNullWhen(true)] out T? payload) where T : class
    {
        payload = null;
        return false;
    }

    public T GetOrAddPayload<T>(PayloadFactory<T> payloadFactory) where T : class => payloadFactory();

    public T AddOrUpdatePayload<T>(PayloadFactory<T> addFactory, UpdatePayloadFactory<T> updateFactory) where T : class => addFactory();
}
