using Cortex.Contracts.Budgets;
using Cortex.Messaging;
using Cortex.Messaging.Stores;
using MassTransit;

namespace Cortex.Coordinator.Reserve;

/// <summary>Decides on the reserve; the answer is recorded with the budget.</summary>
internal sealed class DecideReserveConsumer(Store store) : IConsumer<DecideReserve>
{
    public Task Consume(ConsumeContext<DecideReserve> context)
    {
        var cause = context.MessageId!.Value;
        return store.WriteAsync(transaction => transaction.Emit(new Outgoing
        {
            MessageId = DeterministicId.Of(cause, "coordinator/decide-reserve", 0),
            Message = ReserveRule.Decide(context.Message),
            Cause = cause,
            Run = context.Message.OrchestrationId,
        }));
    }
}
