using Cortex.Contracts.Masters;
using Cortex.Messaging.Stores;
using MassTransit;

namespace Cortex.Workers.Masters;

internal sealed class ConsiderHandOffConsumer<TMaster>(TMaster master, Store store) : IConsumer<ConsiderHandOff> where TMaster : class, IMaster
{
    public async Task Consume(ConsumeContext<ConsiderHandOff> context)
    {
        var command = context.Message;
        if (command.Master != TMaster.Name)
            return;
        var answer = master.Consider(command);
        await store.AnswerAsync(context, $"{TMaster.Name}-consider-hand-off", answer.Worker is { } worker
            ? new HandOffAccepted { OrchestrationId = command.OrchestrationId, HandOffId = command.HandOffId, Master = TMaster.Name, Worker = worker }
            : new HandOffRefused { OrchestrationId = command.OrchestrationId, HandOffId = command.HandOffId, Master = TMaster.Name, Reason = answer.Refusal ?? "No reason was given." });
    }
}
