using System.Diagnostics;

namespace Cortex.Messaging.Stores;

/// <summary>One decision's part of a commit: what it writes and the messages it wants out.</summary>
public sealed class StoreTransaction
{
    private readonly List<Outgoing> _emitted = [];

    private readonly string _writer;
    private readonly ActivityContext _span;

    internal StoreTransaction(StoreCommands commands, string writer, DateTimeOffset now, ActivityContext span)
    {
        _writer = writer;
        _span = span;
        Commands = commands;
        Now = now;
    }

    public StoreCommands Commands { get; }

    /// <summary>The time of the commit.</summary>
    public DateTimeOffset Now { get; }

    internal IReadOnlyList<Outgoing> Emitted => _emitted;

    /// <summary>Adds an outbox row; it is dispatched after the commit. The same message id twice is one row.</summary>
    public void Emit(Outgoing outgoing) => Outbox.OutboxTable.Add(Commands, outgoing, _writer, Now, () => _emitted.Add(outgoing with { Span = _span }));

    /// <summary>Takes a deadline back; one that is not open any more is left as it is.</summary>
    public void CancelDeadline(string deadlineKey) => Outbox.OutboxTable.Cancel(Commands, deadlineKey);

    /// <summary>Marks the message that this decision handled as delivered, in the same commit. Only for its last open consumer.</summary>
    public void Delivered(Guid messageId) => Delivery.Deliveries.Mark(Commands, messageId);

    /// <summary>True the first time a consumer says it handles a message; later false, so that redelivery changes nothing.</summary>
    public bool FirstTime(string consumer, Guid messageId) =>
        Commands.Execute("INSERT INTO handled (consumer, message_id) VALUES ($1, $2) ON CONFLICT DO NOTHING", consumer, messageId) == 1;
}
