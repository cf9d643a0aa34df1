using System.Collections.Concurrent;
using System.Collections.Immutable;
using Cortex.Messaging.Stores;

namespace Cortex.Messaging.Delivery;

/// <summary>
/// The outbox rows that are on their way in this process. A row is done once all endpoints that got it have finished; the marks
/// that gather while one commit runs go into the next.
/// </summary>
public sealed class Deliveries(Store store)
{
    private readonly ConcurrentDictionary<Guid, Delivery> _inFlight = new();
    private readonly ConcurrentQueue<Guid> _finished = new();
    private readonly ConcurrentDictionary<Guid, string> _refusals = new();
    private int _marking;

    public int InFlight => _inFlight.Count;

    public bool IsInFlight(Guid messageId) => _inFlight.ContainsKey(messageId);

    /// <summary>False when it is on its way already.</summary>
    internal bool TryBegin(Guid messageId, ImmutableArray<string> endpoints) => _inFlight.TryAdd(messageId, new Delivery(endpoints));

    /// <summary>True when <paramref name="endpoint"/> is the only one still handling the message: its decision may mark the row itself.</summary>
    public bool IsLast(Guid messageId, string endpoint) => _inFlight.TryGetValue(messageId, out var delivery) && delivery.IsLast(endpoint);

    /// <summary>Why the last dispatch failed; null when none did in this process.</summary>
    public string? RefusalOf(Guid messageId) => _refusals.GetValueOrDefault(messageId);

    /// <summary>The row was marked in the commit of the decision that handled it.</summary>
    public void Marked(Guid messageId)
    {
        _inFlight.TryRemove(messageId, out _);
        _refusals.TryRemove(messageId, out _);
    }

    public void Finished(Guid messageId, string endpoint)
    {
        if (_inFlight.TryGetValue(messageId, out var delivery) && delivery.Finish(endpoint))
            Finished(messageId);
    }

    /// <summary>Nobody is left who handles it.</summary>
    internal void Finished(Guid messageId)
    {
        if (!_inFlight.TryRemove(messageId, out _))
            return;
        _refusals.TryRemove(messageId, out _);
        _finished.Enqueue(messageId);
        if (Interlocked.CompareExchange(ref _marking, 1, 0) == 0)
            _ = MarkAsync();
    }

    /// <summary>Not delivered; the sweeper sends it again after the grace age.</summary>
    internal void Abandoned(Guid messageId) => _inFlight.TryRemove(messageId, out _);

    /// <summary>Not taken by the bus, for a reason that is kept until it is.</summary>
    internal void Refused(Guid messageId, string reason)
    {
        _refusals[messageId] = reason;
        Abandoned(messageId);
    }

    internal static void Mark(StoreCommands commands, Guid messageId) =>
        commands.Post("UPDATE outbox SET state = 'done' WHERE message_id = $1 AND state = 'pending'", null, messageId);

    private async Task MarkAsync()
    {
        do
        {
            try
            {
                await store.WriteAsync(transaction =>
                {
                    while (_finished.TryDequeue(out var messageId))
                        Mark(transaction.Commands, messageId);
                });
            }
            catch (Exception e) when (e is StoreException or ObjectDisposedException)
            {
                // Unmarked rows are sent again by the sweeper, and their consumers know them.
            }

            Volatile.Write(ref _marking, 0);
        }
        while (!_finished.IsEmpty && Interlocked.CompareExchange(ref _marking, 1, 0) == 0);
    }

    private sealed class Delivery(ImmutableArray<string> endpoints)
    {
        private long _open = endpoints.Length >= 64 ? -1 : (1L << endpoints.Length) - 1;

        public bool IsLast(string endpoint) => Volatile.Read(ref _open) == Bit(endpoint);

        public bool Finish(string endpoint)
        {
            var bit = Bit(endpoint);
            return bit != 0 && (Interlocked.And(ref _open, ~bit) & ~bit) == 0;
        }

        private long Bit(string endpoint)
        {
            var index = endpoints.IndexOf(endpoint);
            return index < 0 ? 0 : 1L << index;
        }
    }
}
