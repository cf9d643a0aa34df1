using System.Text.Json;
using Cortex.Contracts.Orchestrations;
using Cortex.Messaging.Delivery;
using Cortex.Messaging.Outbox;
using Cortex.Messaging.Stores;
using Microsoft.Extensions.Logging;

namespace Cortex.Messaging.Parking;

/// <summary>Messages that could not be handled. They wait, with their reason, until somebody sends them again.</summary>
public sealed class ParkedMessages(Store store, Deliveries deliveries, ILogger<ParkedMessages> log)
{
    private static readonly string _faulted = typeof(CommandFaulted).FullName!;

    /// <summary>Raised when a parked message goes out again.</summary>
    internal event Action? Resent;

    public IReadOnlyList<OutboxRow> List(Guid? run = null) => store.Read(commands => run is { } id
        ? OutboxRow.Query(commands, "run = $1 AND state = 'parked' ORDER BY sequence", id)
        : OutboxRow.Query(commands, "state = 'parked' ORDER BY sequence"));

    /// <summary>Null when no such message is parked.</summary>
    public OutboxRow? Find(Guid messageId) => store.Read(commands => OutboxRow.Query(commands, "message_id = $1 AND state = 'parked'", messageId).FirstOrDefault());

    /// <summary>Gives a message up; its row stays, canceled, with the reason it was parked for. False when no such message is parked.</summary>
    public Task<bool> DiscardAsync(Guid messageId) => store.WriteAsync(transaction => transaction.Commands.Execute(
        "UPDATE outbox SET state = 'canceled' WHERE message_id = $1 AND state = 'parked'", messageId) == 1);

    /// <summary>False when no such message is parked.</summary>
    public async Task<bool> ResendAsync(Guid messageId)
    {
        var found = await store.WriteAsync(transaction => transaction.Commands.Execute(
            "UPDATE outbox SET state = 'pending', attempts = 0, due = $2, deadline_key = NULL, parked_reason = NULL, writer = $3, taken = NULL WHERE message_id = $1 AND state = 'parked'",
            messageId, transaction.Now, store.Options.Writer) == 1);
        if (found)
            Resent?.Invoke();
        return found;
    }

    /// <summary>Parks a message that may have no row yet (it came from outside).</summary>
    internal async Task ParkAsync(ParkedMessage message)
    {
        log.LogError("{Type} {MessageId} is parked: {Reason}", message.Type, message.MessageId, message.Reason);
        await store.WriteAsync(transaction => Park(transaction, message));
        deliveries.Abandoned(message.MessageId);
    }

    internal static void Park(StoreTransaction transaction, ParkedMessage message)
    {
        var row = OutboxRow.Query(transaction.Commands, "message_id = $1", message.MessageId).FirstOrDefault();
        if (row is null)
            transaction.Commands.Execute(
                "INSERT INTO outbox (message_id, run, type, service, payload, created, state, parked_reason) VALUES ($1, $2, $3, $4, $5, $6, 'parked', $7)",
                message.MessageId, RunIn(message.Payload), message.Type, message.Service, message.Payload, transaction.Now, message.Reason);
        else
            transaction.Commands.Execute("UPDATE outbox SET state = 'parked', parked_reason = $2 WHERE message_id = $1", message.MessageId, message.Reason);

        var service = row is null ? message.Service : row.Service;
        var run = row?.Run ?? RunIn(message.Payload);
        var type = row?.Type ?? message.Type;
        if (service is null || run is null || type == _faulted)
            return;
        transaction.Emit(new Outgoing
        {
            MessageId = DeterministicId.Of($"{message.MessageId:N}/parked/{transaction.Now.UtcTicks}"),
            Message = new CommandFaulted { OrchestrationId = run.Value, Master = service, Command = type[(type.LastIndexOf('.') + 1)..], Reason = message.Reason },
            Cause = message.MessageId,
            Run = run,
        });
    }

    private static Guid? RunIn(string payload)
    {
        try
        {
            using var json = JsonDocument.Parse(payload);
            return json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty("orchestrationId", out var id) && id.ValueKind == JsonValueKind.String && id.TryGetGuid(out var run) ? run : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

internal sealed record ParkedMessage(Guid MessageId, string Type, string? Service, string Payload, string Reason);
