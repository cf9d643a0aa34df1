using System.Data.Common;
using Cortex.Hosting.Hosts;
using Cortex.Messaging.Delivery;
using Cortex.Messaging.Parking;
using Cortex.Messaging.Stores;
using Microsoft.Extensions.Logging;

namespace Cortex.Messaging.Outbox;

/// <summary>
/// Sends what is due (deadlines wake it at their exact time), what a dead process left behind, and what was not delivered within the
/// grace age; parks what was sent too often.
/// </summary>
public sealed class OutboxSweeper(
    Store store, OutboxDispatcher dispatcher, BusState state, Deliveries deliveries, ParkedMessages parked, OutboxOptions options, TimeProvider time, ILogger<OutboxSweeper> log)
    : IDisposable
{
    private const int PageSize = 500;
    private static readonly TimeSpan _longestSleep = TimeSpan.FromDays(1);

    private readonly SemaphoreSlim _wake = new(0);
    private long _wakeAt = long.MaxValue;

    /// <summary>Wakes the loop when a commit set a deadline earlier than the next look.</summary>
    internal void Notice(IReadOnlyList<Outgoing> committed)
    {
        foreach (var outgoing in committed)
            if (outgoing.Due is { } due && due.UtcTicks < Volatile.Read(ref _wakeAt))
            {
                _wake.Release();
                return;
            }
    }

    internal async Task RunAsync(CancellationToken stop)
    {
        parked.Resent += Wake;
        try
        {
            await state.WaitAsync(stop);
            // What an earlier host left is due at once; another replica's may be on its way.
            var next = await LookAsync(store.Options.IsShared ? options.Grace : TimeSpan.Zero);
            while (true)
            {
                Volatile.Write(ref _wakeAt, next.UtcTicks);
                var sleep = next - time.GetUtcNow();
                await using (time.CreateTimer(_ => Wake(), null, sleep < TimeSpan.Zero ? TimeSpan.Zero : sleep, Timeout.InfiniteTimeSpan))
                    await _wake.WaitAsync(stop);
                // Woken for anything that commits from here on; the look below sees all before.
                Volatile.Write(ref _wakeAt, long.MaxValue);
                next = await LookAsync(options.Grace);
            }
        }
        finally
        {
            parked.Resent -= Wake;
        }
    }

    public void Dispose() => _wake.Dispose();

    /// <summary>One look at the table; returns when the next is needed.</summary>
    public Task<DateTimeOffset> RunOnceAsync() => RunOnceAsync(options.Grace);

    private async Task<DateTimeOffset> LookAsync(TimeSpan grace)
    {
        try
        {
            return await RunOnceAsync(grace);
        }
        catch (Exception e) when (e is StoreException or DbException)
        {
            log.LogError(e, "The outbox could not be swept; it is tried again in {Interval}", options.SweepInterval);
            return time.GetUtcNow() + options.SweepInterval;
        }
    }

    private async Task<DateTimeOffset> RunOnceAsync(TimeSpan grace)
    {
        var now = time.GetUtcNow();
        // While the broker is away nothing can be delivered, and no try counts.
        if (!state.IsUp)
            return now + options.SweepInterval;
        var after = 0L;
        List<OutboxRow> page;
        do
        {
            page = store.Read(commands => OutboxRow.Query(
                commands,
                "state = 'pending' AND writer = $5 AND sequence > $1 AND ((due IS NULL AND created <= $2) OR due <= $3) AND (taken IS NULL OR taken <= $2) ORDER BY sequence LIMIT $4",
                after, now - grace, now, PageSize, store.Options.Writer));
            if (page.Count == 0)
                break;
            after = page[^1].Sequence;
            await SendAsync(page.FindAll(row => !deliveries.IsInFlight(row.MessageId)), now - grace);
        }
        while (page.Count == PageSize);

        var interval = now + options.SweepInterval;
        var due = store.Read(commands => commands.Scalar("SELECT MIN(due) FROM outbox WHERE state = 'pending' AND writer = $2 AND due > $1", now, store.Options.Writer)) as long?;
        var next = due is { } ticks && ticks < interval.UtcTicks ? new DateTimeOffset(ticks, TimeSpan.Zero) : interval;
        return next < now + _longestSleep ? next : now + _longestSleep;
    }

    private async Task SendAsync(List<OutboxRow> rows, DateTimeOffset staleBefore)
    {
        if (store.Options.IsShared)
            rows = await TakeAsync(rows, staleBefore);
        // A deadline that has just come is no repetition; everything older is.
        var repeated = rows.FindAll(row => row.Due is null || row.Due <= staleBefore);
        if (repeated.Count > 0)
            await store.WriteAsync(transaction =>
            {
                foreach (var row in repeated)
                    if (row.Attempts >= options.MostAttempts)
                        ParkedMessages.Park(transaction, new ParkedMessage(row.MessageId, row.Type, row.Service, row.Payload, $"Not delivered after {row.Attempts} repeated dispatches. {deliveries.RefusalOf(row.MessageId)}".TrimEnd()));
                    else
                        transaction.Commands.Execute("UPDATE outbox SET attempts = attempts + 1 WHERE sequence = $1", row.Sequence);
            });
        foreach (var row in rows)
            if (row.Attempts < options.MostAttempts)
                dispatcher.Enqueue(row);
    }

    /// <summary>The rows that no other replica took up in the meantime; they are this one's for the grace age.</summary>
    private Task<List<OutboxRow>> TakeAsync(List<OutboxRow> rows, DateTimeOffset staleBefore) => rows.Count == 0 ? Task.FromResult(rows) : store.WriteAsync(transaction =>
        rows.FindAll(row => transaction.Commands.Execute(
            "UPDATE outbox SET taken = $2 WHERE sequence = $1 AND state = 'pending' AND (taken IS NULL OR taken <= $3)", row.Sequence, transaction.Now, staleBefore) == 1));

    private void Wake() => _wake.Release();
}
