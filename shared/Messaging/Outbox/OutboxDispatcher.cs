using System.Diagnostics;
using System.Text.Json;
using System.Threading.Channels;
using Cortex.Contracts;
using Cortex.Hosting.Hosts;
using Cortex.Hosting.Telemetry;
using Cortex.Messaging.Delivery;
using Cortex.Messaging.Parking;
using Cortex.Messaging.Stores;
using Cortex.Messaging.Wire;
using MassTransit;
using Microsoft.Extensions.Logging;

namespace Cortex.Messaging.Outbox;

/// <summary>
/// Hands what was committed to the bus, in the order of the commits. The transport of this process takes one message after the other; a
/// broker, whose confirmation takes its time, gets the next ones meanwhile.
/// </summary>
public sealed class OutboxDispatcher(
    Store store, IBus bus, BusState state, Deliveries deliveries, Subscriptions subscriptions, OutboxOptions options, TimeProvider time, ILogger<OutboxDispatcher> log,
    ICommitObserver? observer = null)
{
    private static readonly ActivitySource _spans = new("Cortex.Messaging");

    private readonly Channel<Dispatch> _queue = Channel.CreateUnbounded<Dispatch>(new UnboundedChannelOptions { SingleReader = true });

    /// <summary>Takes a commit's messages; those with a due time are the sweeper's.</summary>
    internal void Enqueue(IReadOnlyList<Outgoing> committed)
    {
        foreach (var outgoing in committed)
            if (outgoing.Due is null)
                Enqueue(new Dispatch(outgoing.MessageId, outgoing.Message, outgoing.Payload, outgoing.Service, outgoing.Cause, outgoing.Run, Again: false) { Span = outgoing.Span });
    }

    /// <summary>Takes a row that was not delivered, unless it is on its way.</summary>
    internal void Enqueue(OutboxRow row)
    {
        if (Read(row) is { } dispatch)
            Enqueue(dispatch);
    }

    /// <summary>Sends messages again that are in the outbox, whatever became of them: the answer to somebody who asked twice.</summary>
    public void AnswerAgain(IReadOnlyCollection<Guid> messageIds)
    {
        var rows = store.Read(commands => messageIds.SelectMany(id => OutboxRow.Query(commands, "message_id = $1 AND state = 'done'", id)).ToList());
        foreach (var row in rows)
            if (Read(row) is { } dispatch)
                _queue.Writer.TryWrite(dispatch);
    }

    internal async Task RunAsync(CancellationToken stop)
    {
        var most = options.Delivery is DeliveryRule.BrokerConfirmed ? options.MostUnconfirmed : 1;
        using var window = new SemaphoreSlim(most);
        try
        {
            await foreach (var dispatch in _queue.Reader.ReadAllAsync(stop))
            {
                await window.WaitAsync(stop);
                // What waits here for a broker that is away is in flight: the sweeper counts nothing against it.
                var lost = await state.WaitAsync(stop);
                _ = HandOverAsync(dispatch, window, lost, stop);
            }
        }
        finally
        {
            for (var ended = 0; ended < most; ended++)
                await window.WaitAsync(CancellationToken.None);
        }
    }

    private async Task HandOverAsync(Dispatch dispatch, SemaphoreSlim window, CancellationToken lost, CancellationToken stop)
    {
        var type = dispatch.Message.GetType().Name;
        using var limit = new CancellationTokenSource(options.ConfirmationLimit, time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop, lost, limit.Token);
        try
        {
            await SendAsync(dispatch, end.Token).WaitAsync(end.Token);
        }
        catch (Exception) when (stop.IsCancellationRequested)
        {
            // It stays pending, for the next host.
        }
        catch (Exception) when (end.IsCancellationRequested)
        {
            // Nobody knows whether the broker has it. It goes again at once, still in flight; who had it knows it.
            log.LogInformation("{Type} {MessageId} was not confirmed by the broker and is sent again", type, dispatch.MessageId);
            _queue.Writer.TryWrite(dispatch with { Again = true });
        }
        catch (Exception e)
        {
            // The row stays pending: the sweeper sends it again after the grace age and parks it at last.
            var reason = e is MessageReturnedException ? NoConsumer(dispatch) : e.Message;
            deliveries.Refused(dispatch.MessageId, reason);
            log.LogWarning(e is MessageReturnedException ? null : e, "{Type} {MessageId} could not be handed to the bus: {Reason}", type, dispatch.MessageId, reason);
        }
        finally
        {
            window.Release();
        }
    }

    private void Enqueue(Dispatch dispatch)
    {
        if (deliveries.TryBegin(dispatch.MessageId, subscriptions.Of(dispatch.Message.GetType(), dispatch.Service)))
            _queue.Writer.TryWrite(dispatch);
    }

    private async Task SendAsync(Dispatch dispatch, CancellationToken stop)
    {
        var type = dispatch.Message.GetType();
        using var span = RunTrace.Start(_spans, $"dispatch {type.Name}", ActivityKind.Internal, dispatch.Run, dispatch.Span)?.SetTag("messaging.message.id", dispatch.MessageId);
        var untaken = options.Delivery is DeliveryRule.ConsumersFinished && subscriptions.Of(type, dispatch.Service).IsEmpty;
        if (untaken && dispatch.Service is { } service)
        {
            await store.WriteAsync(transaction => ParkedMessages.Park(transaction, new ParkedMessage(
                dispatch.MessageId, type.FullName!, service, dispatch.Payload, $"The service '{service}' is not part of this host or has no consumer for {type.Name}.")));
            deliveries.Abandoned(dispatch.MessageId);
            return;
        }

        if (dispatch.Service is null)
        {
            await bus.Publish(dispatch.Message, type, dispatch, stop);
        }
        else
        {
            var endpoint = await bus.GetSendEndpoint(ServiceEndpoints.CommandAddress(dispatch.Service, type));
            await endpoint.Send(dispatch.Message, type, dispatch, stop);
        }

        observer?.AfterDispatch(type.Name, dispatch.MessageId);
        if (untaken || options.Delivery is DeliveryRule.BrokerConfirmed)
            deliveries.Finished(dispatch.MessageId);
    }

    private static string NoConsumer(Dispatch dispatch) =>
        $"No consumer has bound {ServiceEndpoints.CommandExchange(dispatch.Service!, dispatch.Message.GetType())}: the service '{dispatch.Service}' has never been on this broker, or takes no {dispatch.Message.GetType().Name}.";

    private Dispatch? Read(OutboxRow row)
    {
        if (MessageTypes.TryFind(row.Type, out var type) && JsonSerializer.Deserialize(row.Payload, type, CortexJson.Options) is { } message)
            return new Dispatch(row.MessageId, message, row.Payload, row.Service, row.Cause, row.Run, Again: true);
        log.LogError("{Type} {MessageId} is in the outbox and no such contract exists", row.Type, row.MessageId);
        return null;
    }

    private sealed record Dispatch(Guid MessageId, object Message, string Payload, string? Service, Guid? Cause, Guid? Run, bool Again)
        : IPipe<SendContext>, IPipe<PublishContext>
    {
        public ActivityContext Span { get; init; }

        public Task Send(PublishContext context) => Send((SendContext)context);

        public Task Send(SendContext context)
        {
            context.MessageId = MessageId;
            context.InitiatorId = Cause;
            context.Serializer = new StoredMessage(Payload);
            if (Cause is { } cause)
                context.Headers.Set(Received.Cause, cause.ToString("D"));
            if (Run is { } run)
                context.Headers.Set(Received.Run, run.ToString("D"));
            // A command that nobody takes comes back as an error; an event that nobody wants is nobody's loss.
            if (Service is not null && context.TryGetPayload<RabbitMqSendContext>(out var routed))
                routed.Mandatory = true;
            if (Again)
                context.Headers.Set(Received.Again, "true");
            return Task.CompletedTask;
        }

        public void Probe(ProbeContext context) => context.CreateFilterScope("outbox");
    }
}
