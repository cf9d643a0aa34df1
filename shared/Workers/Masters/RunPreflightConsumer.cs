using Cortex.Contracts.Masters;
using Cortex.Messaging.Stores;
using MassTransit;

namespace Cortex.Workers.Masters;

internal sealed class RunPreflightConsumer<TMaster>(TMaster master, Store store) : IConsumer<RunPreflight> where TMaster : class, IMaster
{
    public async Task Consume(ConsumeContext<RunPreflight> context)
    {
        if (context.Message.Master != TMaster.Name)
            return;
        var answer = await master.PreflightAsync(context.Message, context.CancellationToken);
        await store.AnswerAsync(context, $"{TMaster.Name}-run-preflight", new PreflightCompleted
        {
            OrchestrationId = context.Message.OrchestrationId,
            Master = TMaster.Name,
            Checks = answer.Checks,
            Baseline = answer.Baseline,
        });
    }
}
