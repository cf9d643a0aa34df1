using Cortex.Messaging;
using Cortex.Messaging.Outbox;
using Cortex.Messaging.Stores;
using Cortex.Sagas.Tests.Hosts;
using Cortex.Sagas.Tests.Rooms;
using MassTransit;

namespace Cortex.Sagas.Tests.Stores;

public sealed class StoreTests : Scene
{
    private static readonly StoreSchema _notes = new("notes", 1, "CREATE TABLE notes (text TEXT)");

    [Fact]
    public async Task A_decision_that_fails_takes_nothing_with_it()
    {
        await using var store = Open();
        var gate = new ManualResetEventSlim();
        var first = store.WriteAsync(_ => gate.Wait());
        var writes = Enumerable.Range(0, 20).Select(i => store.WriteAsync(transaction =>
        {
            transaction.Commands.Execute("INSERT INTO notes (text) VALUES ($1)", $"note {i}");
            transaction.Emit(new Outgoing { MessageId = DeterministicId.Of($"{i}"), Message = new ClosingTime { RoomId = Room } });
            if (i % 4 == 0)
                throw new InvalidOperationException($"No {i}.");
        })).ToList();
        gate.Set();
        await first;

        for (var i = 0; i < 20; i++)
            if (i % 4 == 0)
                Assert.Equal($"No {i}.", (await Assert.ThrowsAsync<InvalidOperationException>(() => writes[i])).Message);
            else
                await writes[i];
        Assert.Equal(15L, store.Read(commands => commands.Scalar("SELECT COUNT(*) FROM notes")));
        Assert.Equal(15, Outbox(store).Count);
    }

    [Fact]
    public async Task A_store_of_another_version_is_refused_in_clear_words()
    {
        await Open().DisposeAsync();

        var refused = Assert.Throws<StoreException>(() => Open(_notes with { Version = 2 }));

        Assert.Contains("'notes' tables are version 1, this version needs 2", refused.Message, StringComparison.Ordinal);
        Assert.Contains("--data", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_full_disk_fails_the_write_in_clear_words_and_the_store_goes_on_when_there_is_room_again()
    {
        await using var store = Open();
        var pages = (long)(await store.WriteAsync(transaction => transaction.Commands.Scalar("PRAGMA page_count")))!;
        await store.WriteAsync(transaction => transaction.Commands.Execute($"PRAGMA max_page_count = {pages + 4}"));

        var full = await Assert.ThrowsAsync<StoreException>(() => store.WriteAsync(transaction =>
            transaction.Commands.Execute("INSERT INTO notes (text) VALUES ($1)", new string('x', 100_000))));

        Assert.Contains("Free disk space", full.Message, StringComparison.Ordinal);
        await store.WriteAsync(transaction => transaction.Commands.Execute("PRAGMA max_page_count = 1000000"));
        await store.WriteAsync(transaction => transaction.Commands.Execute("INSERT INTO notes (text) VALUES ('small')"));
        Assert.Equal(1L, store.Read(commands => commands.Scalar("SELECT COUNT(*) FROM notes")));
    }

    [Fact]
    public async Task A_saga_goes_on_after_the_disk_was_full()
    {
        await using var host = await OpenAsync();
        var pages = (long)(await host.Store.WriteAsync(transaction => transaction.Commands.Scalar("PRAGMA page_count")))!;
        await host.Store.WriteAsync(transaction => transaction.Commands.Execute($"PRAGMA max_page_count = {pages}"));
        var guest = new string('x', 200_000);
        await host.PublishAsync(new TakeSeat { RoomId = Room, Guest = guest });
        await host.PublishAsync(new TakeSeat { RoomId = Room, Guest = guest + "y" });
        await FreeAsync(host.Store);
        await host.PublishAsync(new TakeSeat { RoomId = Room, Guest = "ada" });

        while ((await host.Heard.NextAsync<SeatTaken>()).Guest != "ada")
        {
        }

        var sequences = host.Log.ReadStream(Stream).Select(e => e.Sequence).ToList();
        Assert.Equal(Enumerable.Range(1, sequences.Count).Select(i => (long)i), sequences);
    }

    /// <summary>The write that makes room may share a commit with one that finds none.</summary>
    private static async Task FreeAsync(Store store)
    {
        while (true)
        {
            try
            {
                await store.WriteAsync(transaction => transaction.Commands.Execute("PRAGMA max_page_count = 1000000"));
                return;
            }
            catch (StoreException)
            {
            }
        }
    }

    private Store Open(StoreSchema? schema = null) =>
        Store.Open(new StoreOptions { Path = File.Path, WaitForDisk = false }, [OutboxTable.Schema, OutboxTable.Sharing, schema ?? _notes], TimeProvider.System);
}
