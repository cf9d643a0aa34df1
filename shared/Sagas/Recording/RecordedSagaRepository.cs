using System.Text.Json;
using Cortex.Contracts;
using Cortex.Messaging.Delivery;
using Cortex.Messaging.Outbox;
using Cortex.Messaging.Stores;
using Cortex.Sagas.Log;
using Cortex.Sagas.Replays;
using Cortex.Sagas.Stepping;
using Cortex.Sagas.Telemetry;
using MassTransit;
using MassTransit.Saga;
using Microsoft.Extensions.Logging;

namespace Cortex.Sagas.Recording;

/// <summary>
/// Sagas as the sum of their recorded messages. One decision a time passes a stream's gate: it is computed on the instance in memory and
/// put in line for the commit; the next one need not wait for the disk, since commits keep the line's order and a decision built on
/// one that failed is refused by its sequence number.
/// </summary>
internal sealed class RecordedSagaRepository<TMachine, TSaga>(
    RecordedMachine<TMachine, TSaga> machine, Store store, Deliveries deliveries, OutboxDispatcher dispatcher, SnapshotCache snapshots, SagaMeter meter, TimeProvider time, ILogger<TMachine> log)
    : ISagaRepositoryContextFactory<TSaga>
    where TMachine : MassTransitStateMachine<TSaga>, new()
    where TSaga : RecordedSaga, new()
{
    private const int MostHotStreams = 4096;
    private const int MostMessagesLoaded = 1024;
    private const int MostTries = 50;

    private readonly HotStreams<TSaga> _hot = new(MostHotStreams);

    public async Task Send<T>(ConsumeContext<T> context, IPipe<SagaRepositoryContext<TSaga, T>> next) where T : class
    {
        var correlationId = context.CorrelationId ?? throw new UndecidedMessageException($"{typeof(T).Name} names no {machine.Name}.");
        var payload = Received.PayloadOf(context.ReceiveContext);
        var message = new Incoming(context.Message, Received.IdOf(context, payload), payload, correlationId, machine.Step.StreamOf(correlationId), context);
        var hot = _hot.Rent(message.Stream);
        try
        {
            for (var tries = 1; !await TryHandleAsync(hot, message, tries); tries++)
                await Task.Delay(Spread(message.Id, tries), TimeProvider.System, context.CancellationToken);
        }
        finally
        {
            _hot.Return(hot);
        }
    }

    public Task SendQuery<T>(ConsumeContext<T> context, ISagaQuery<TSaga> query, IPipe<SagaRepositoryQueryContext<TSaga, T>> next)
        where T : class => throw new NotSupportedException("A recorded saga is found by its correlation id only.");

    public void Probe(ProbeContext context) => context.CreateScope("recordedSagaRepository");

    /// <summary>False when another replica was faster: the decision is made anew on what it left.</summary>
    private async Task<bool> TryHandleAsync(HotStream<TSaga> hot, Incoming message, int tries)
    {
        try
        {
            await HandleAsync(hot, message);
            return true;
        }
        catch (StreamConflictException) when (store.Options.IsShared && tries < MostTries)
        {
            meter.Conflicted(machine.Name);
            return false;
        }
    }

    // Replicas that met once must not meet at every turn.
    private static TimeSpan Spread(Guid message, int tries) => TimeSpan.FromMilliseconds(1 + ((uint)HashCode.Combine(message, tries) % (uint)(4 * tries)));

    private async Task HandleAsync(HotStream<TSaga> hot, Incoming message)
    {
        Task write;
        int epoch;
        bool repeated;
        var delivers = false;
        await hot.Gate.WaitAsync(message.Context.CancellationToken);
        try
        {
            // What is not there yet may have begun at another replica.
            if (!hot.IsLoaded || (hot.Sequence == 0 && store.Options.IsShared))
                await LoadAsync(hot, message);
            epoch = hot.Epoch;
            repeated = hot.Knows(message.Id) || (!hot.KnowsAll && IsRecorded(message));
            if (repeated)
                write = hot.LastWrite;
            else if (hot.Sequence == 0 && !machine.Step.Begins(message.Body.GetType(), message.Stream))
            {
                log.LogInformation("There is no {Stream}; {Message} {MessageId} is ignored", message.Stream, message.Body.GetType().Name, message.Id);
                return;
            }
            else
                (write, delivers) = await DecideAsync(hot, message);
        }
        finally
        {
            hot.Gate.Release();
        }

        try
        {
            await write;
        }
        catch
        {
            hot.Fail(epoch);
            throw;
        }

        if (repeated)
        {
            meter.Repeated(machine.Name);
            AnswerAgain(message);
        }
        else
        {
            meter.Decided(machine.Name);
            // Else others still handle it: the row is marked once the last of them has finished.
            if (delivers)
                deliveries.Marked(message.Id);
        }
    }

    /// <summary>Runs the behaviour and puts its event in line for the commit.</summary>
    private async Task<(Task Write, bool Delivers)> DecideAsync(HotStream<TSaga> hot, Incoming message)
    {
        var saga = hot.Saga!;
        RecordedEvent recorded;
        RecordedState<TSaga> state;
        try
        {
            var header = Header(message.Context, Received.Run);
            var decision = await machine.Step.RunAsync(saga, message.Body, message.Id, time.GetUtcNow(), SagaStep<TSaga>.RunOf(saga, message.Body, header));
            state = RecordedState<TSaga>.After(saga, hot.Sequence + 1);
            recorded = new RecordedEvent
            {
                Stream = message.Stream,
                Sequence = hot.Sequence + 1,
                Replica = store.Options.Replica,
                After = store.Options.IsShared ? hot.StateHash : null,
                Machine = machine.Name,
                MachineVersion = machine.Version,
                MessageId = message.Id,
                Type = message.Body.GetType().FullName!,
                Payload = message.Payload,
                Cause = message.Context.InitiatorId ?? Header(message.Context, Received.Cause),
                Run = SagaStep<TSaga>.RunOf(saga, message.Body, header),
                StreamRun = saga.Run,
                Decision = decision,
                Emitted = EmittedMessage.Write(decision.Outgoing),
                Canceled = decision.CanceledDeadlines.Count == 0 ? "[]" : JsonSerializer.Serialize(decision.CanceledDeadlines, CortexJson.Options),
                StateHash = state.Hash,
                Snapshot = state.IsSnapshot ? state.Text : null,
                Delivers = deliveries.IsLast(message.Id, Received.EndpointOf(message.Context.ReceiveContext)),
            };
        }
        catch
        {
            hot.Fail(hot.Epoch);
            throw;
        }

        var write = store.WriteAsync(recorded.Append);
        if (store.Options.IsShared)
            write = CacheAsync(write, message.Stream, new CachedState(recorded.Sequence, machine.Version, recorded.StateHash, state.Json));
        hot.Advance(state.Saga, recorded.StateHash, message.Id, write);
        return (write, recorded.Delivers);
    }

    /// <summary>Another replica may decide next.</summary>
    private async Task CacheAsync(Task write, string stream, CachedState state)
    {
        await write;
        snapshots.Put(stream, state);
    }

    private async Task LoadAsync(HotStream<TSaga> hot, Incoming message)
    {
        var cached = store.Options.IsShared ? await snapshots.FindAsync(message.Stream) : null;
        var stored = store.Read(commands => Stored.Read(commands, message.Stream, machine.Version, MostMessagesLoaded, cached));
        var lifetime = new ReplayedLifetime<TSaga>(machine.Step, message.CorrelationId);
        if (stored.Snapshot is { } snapshot)
            lifetime.StartFrom(JsonSerializer.Deserialize<TSaga>(snapshot, CortexJson.Options)!, stored.SnapshotSequence);
        foreach (var logged in stored.Tail)
            await lifetime.StepAsync(logged);
        if (stored.Tail.Count > 0 && stored.Tail[^1].StateHash != lifetime.StateHash)
            log.LogWarning("{Stream} is not what another version of its machine recorded at event {Sequence}; it goes on as this version sees it", message.Stream, lifetime.Sequence);
        hot.Load(lifetime.Saga, stored.Sequence, lifetime.StateHash, stored.Known);
    }

    private bool IsRecorded(Incoming message) => store.Read(commands => commands.Scalar(
        "SELECT 1 FROM events WHERE stream_id = (SELECT id FROM streams WHERE stream = $1) AND message_id = $2", message.Stream, message.Id)) is not null;

    // Somebody asked twice. A message that is itself sent again (after a crash, or as such an answer) asks nothing new.
    private void AnswerAgain(Incoming message)
    {
        if (message.Context.Headers.TryGetHeader(Received.Again, out _))
            return;
        var emitted = store.Read(commands => commands.Scalar(
            "SELECT emitted FROM events WHERE stream_id = (SELECT id FROM streams WHERE stream = $1) AND message_id = $2", message.Stream, message.Id)) as string;
        if (emitted is not null)
            dispatcher.AnswerAgain([.. EmittedMessage.Read(emitted).Where(answer => answer.Due is null).Select(answer => answer.MessageId)]);
    }

    private static Guid? Header(ConsumeContext context, string name) =>
        context.Headers.TryGetHeader(name, out var value) && Guid.TryParse(value as string, out var id) ? id : null;

    private sealed record Incoming(object Body, Guid Id, string Payload, Guid CorrelationId, string Stream, ConsumeContext Context);
}
