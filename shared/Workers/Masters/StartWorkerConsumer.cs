using Cortex.Contracts.Workers;
using Cortex.Messaging.Stores;
using Cortex.Workers.Attempts;
using Cortex.Workers.Launching;
using Cortex.Workers.Liveness;
using Cortex.Workers.Telemetry;
using MassTransit;

namespace Cortex.Workers.Masters;

/// <summary>Writes the launch row; the launch follows it. A stop that came first is answered instead, and an older attempt is ended.</summary>
internal sealed class StartWorkerConsumer<TMaster>(Store store, LaunchQueue queue, WatchSignal watch, AttemptTelemetry telemetry) : IConsumer<StartWorker> where TMaster : class, IMaster
{
    public async Task Consume(ConsumeContext<StartWorker> context)
    {
        var command = context.Message;
        if (command.Spec.Master != TMaster.Name)
            return;
        var key = new AttemptKey(command.WorkerId, command.Attempt);
        var wanted = await store.WriteAsync(transaction => Decide(transaction, command, key, context.CommandId()));
        if (wanted)
        {
            telemetry.Want(key);
            queue.Add(key);
        }

        watch.Raise();
    }

    private bool Decide(StoreTransaction transaction, StartWorker command, AttemptKey key, Guid commandId)
    {
        const string consumer = "start-worker";
        if (!transaction.FirstTime($"{TMaster.Name}-{consumer}", commandId))
            return false;
        if (transaction.Commands.HasTombstone(key))
        {
            transaction.Answer(commandId, $"{TMaster.Name}-{consumer}", transaction.Commands.Stopped(command.OrchestrationId, key));
            return false;
        }

        var newest = transaction.Commands.NewestAttempt(key.Worker);
        if (newest >= key.Attempt)
            return false;
        transaction.Insert(command, commandId, store.Options.Replica);
        if (newest > 0)
            transaction.RequestStop(new AttemptKey(key.Worker, newest), cause: null, $"Attempt {key.Attempt} has taken its place.");
        return true;
    }
}
