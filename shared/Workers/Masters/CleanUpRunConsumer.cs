using Cortex.Contracts.Masters;
using Cortex.Messaging.Stores;
using Cortex.Workers.Liveness;
using MassTransit;

namespace Cortex.Workers.Masters;

internal sealed class CleanUpRunConsumer<TMaster>(Store store, RunCleanup cleanup) : IConsumer<CleanUpRun> where TMaster : class, IMaster
{
    public async Task Consume(ConsumeContext<CleanUpRun> context)
    {
        var command = context.Message;
        if (command.Master != TMaster.Name)
            return;
        var (removed, leftover) = await cleanup.RunAsync(command.OrchestrationId, TMaster.Name, context.CancellationToken);
        await store.AnswerAsync(context, $"{TMaster.Name}-clean-up-run", new RunCleanedUp { OrchestrationId = command.OrchestrationId, Master = TMaster.Name, Removed = removed, Leftover = leftover });
    }
}
