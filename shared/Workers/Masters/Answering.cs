using System.Text.Json;
using Cortex.Contracts;
using Cortex.Messaging;
using Cortex.Messaging.Stores;
using MassTransit;

namespace Cortex.Workers.Masters;

/// <summary>A master's answer to a command: one commit, the same id for the same command.</summary>
internal static class Answering
{
    /// <summary>Id of the command; one made from its content when it came without.</summary>
    public static Guid CommandId<T>(this ConsumeContext<T> context) where T : class =>
        context.MessageId ?? DeterministicId.Of(JsonSerializer.Serialize(context.Message, CortexJson.Options));

    public static Task AnswerAsync<T>(this Store store, ConsumeContext<T> context, string consumer, object answer) where T : class =>
        store.WriteAsync(transaction =>
        {
            if (transaction.FirstTime(consumer, context.CommandId()))
                transaction.Answer(context.CommandId(), consumer, answer);
        });

    public static void Answer(this StoreTransaction transaction, Guid command, string consumer, object answer) => transaction.Emit(new Outgoing
    {
        MessageId = DeterministicId.Of(command, consumer, 0),
        Message = answer,
        Cause = command,
        Run = RunOf.Message(answer),
    });
}
