using Cortex.Contracts.Workers;
using Cortex.Messaging.Stores;
using Cortex.Workers.Attempts;
using Cortex.Workers.Liveness;
using MassTransit;

namespace Cortex.Workers.Masters;

/// <summary>Leaves a tombstone, so that a start that is still on its way starts nothing. What runs is asked to end; the watch answers once it has.</summary>
internal sealed class StopWorkerConsumer<TMaster>(Store store, WatchSignal watch) : IConsumer<StopWorker> where TMaster : class, IMaster
{
    public async Task Consume(ConsumeContext<StopWorker> context)
    {
        var command = context.Message;
        await store.WriteAsync(transaction => Decide(transaction, command, new AttemptKey(command.WorkerId, command.Attempt), context.CommandId()));
        watch.Raise();
    }

    private static void Decide(StoreTransaction transaction, StopWorker command, AttemptKey key, Guid commandId)
    {
        var row = transaction.Commands.Find(key);
        if ((row is not null && row.Master != TMaster.Name) || !transaction.FirstTime($"{TMaster.Name}-stop-worker", commandId))
            return;
        transaction.Bury(key, command.Reason);
        if (row is { IsOpen: true })
            transaction.RequestStop(key, commandId, command.Reason);
        else
            transaction.Answer(commandId, $"{TMaster.Name}-stop-worker", transaction.Commands.Stopped(command.OrchestrationId, key));
    }
}
