using Cortex.Contracts.Orchestrations;
using Cortex.Messaging;
using Cortex.Messaging.Stores;
using MassTransit;

namespace Cortex.Coordinator.Requests;

/// <summary>Turns a wish into the record that starts a run, or says why it cannot. Delivered again it looks nothing up a second time.</summary>
internal sealed class StartOrchestrationConsumer(RequestResolver resolver, Store store) : IConsumer<StartOrchestration>
{
    public async Task Consume(ConsumeContext<StartOrchestration> context)
    {
        var request = context.Message;
        var cause = context.MessageId!.Value;
        var answer = DeterministicId.Of(cause, "coordinator/start-orchestration", 0);
        if (store.Read(commands => commands.Scalar("SELECT 1 FROM outbox WHERE message_id = $1", answer)) is not null)
            return;

        var (resolved, rejection) = await resolver.ResolveAsync(request, context.CancellationToken);
        await store.WriteAsync(transaction =>
        {
            if (rejection is not null)
                Rejections.Add(transaction, request.OrchestrationId, rejection);
            transaction.Emit(new Outgoing
            {
                MessageId = answer,
                Message = resolved ?? (object)new OrchestrationRejected { OrchestrationId = request.OrchestrationId, Reason = rejection! },
                Cause = cause,
                Run = request.OrchestrationId,
            });
        });
    }
}
