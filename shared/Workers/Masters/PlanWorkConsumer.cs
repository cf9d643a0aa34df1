using Cortex.Contracts.Masters;
using Cortex.Messaging.Stores;
using MassTransit;

namespace Cortex.Workers.Masters;

internal sealed class PlanWorkConsumer<TMaster>(TMaster master, Store store) : IConsumer<PlanWork> where TMaster : class, IMaster
{
    public async Task Consume(ConsumeContext<PlanWork> context)
    {
        if (context.Message.Master != TMaster.Name)
            return;
        await store.AnswerAsync(context, $"{TMaster.Name}-plan-work", master.Plan(context.Message));
    }
}
