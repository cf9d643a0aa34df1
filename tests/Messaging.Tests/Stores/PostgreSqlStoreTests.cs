using Cortex.Contracts.Orchestrations;
using Cortex.Messaging.Outbox;
using Cortex.Messaging.Stores;
using Cortex.TestKit.Servers;
using Cortex.TestKit.Servers.Postgres;

namespace Cortex.Messaging.Tests.Stores;

public sealed class PostgreSqlStoreTests(PostgresServer server) : IClassFixture<PostgresServer>
{
    private static readonly StoreSchema Counters = new("counters", 1, """
        CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL, ratio REAL, body BLOB) WITHOUT ROWID;
        INSERT INTO counters (name, value) VALUES ('seats', 0);
        """);

    [ServerFact(ServerKind.Postgres)]
    public async Task Replicas_of_a_service_lose_no_decision_that_reads_before_it_writes()
    {
        var database = await server.CreateDatabaseAsync("replicas");
        await using var one = Open(database, "coordinator");
        await using var two = Open(database, "coordinator");

        await Task.WhenAll(Enumerable.Range(0, 400).Select(i => (i % 2 == 0 ? one : two).WriteAsync(transaction =>
        {
            var value = (long)transaction.Commands.Scalar("SELECT value FROM counters WHERE name = $1", "seats")!;
            transaction.Commands.Execute("UPDATE counters SET value = $2 WHERE name = $1", "seats", value + 1);
        })));

        Assert.Equal(400L, one.Read(commands => commands.Scalar("SELECT value FROM counters WHERE name = 'seats'")));
    }

    [ServerFact(ServerKind.Postgres)]
    public async Task Seven_services_may_start_at_once_on_an_empty_database()
    {
        var database = await server.CreateDatabaseAsync("seven");

        var stores = await Task.WhenAll(Enumerable.Range(1, 7).Select(i => Task.Run(() => Open(database, $"service-{i}"))));

        Assert.All(stores, store => Assert.Equal(1L, store.Read(commands => commands.Scalar("SELECT COUNT(*) FROM counters"))));
        foreach (var store in stores)
            await store.DisposeAsync();
    }

    [ServerFact(ServerKind.Postgres)]
    public async Task A_failing_decision_takes_nothing_with_it()
    {
        await using var store = Open(await server.CreateDatabaseAsync("failing"), "coordinator");

        var writes = Enumerable.Range(0, 40).Select(i => store.WriteAsync(transaction =>
        {
            transaction.Commands.Execute("UPDATE counters SET value = value + 1 WHERE name = 'seats'");
            if (i % 4 == 0)
                transaction.Commands.Execute("INSERT INTO counters (name, value) VALUES ('seats', 0)");
            if (i % 4 == 1)
                throw new InvalidOperationException("no");
        })).ToList();

        await Task.WhenAll(writes.Select(async write => await ((Task)write).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing)));
        Assert.Equal(20, writes.Count(write => write.IsFaulted));
        Assert.Equal(20L, store.Read(commands => commands.Scalar("SELECT value FROM counters WHERE name = 'seats'")));
    }

    [ServerFact(ServerKind.Postgres)]
    public async Task What_a_failing_decision_has_posted_goes_with_it_whether_it_was_sent_or_not()
    {
        await using var store = Open(await server.CreateDatabaseAsync("posting"), "coordinator");
        const string oneMore = "UPDATE counters SET value = value + 1 WHERE name = 'seats'";

        var writes = Enumerable.Range(0, 40).Select(i => store.WriteAsync(transaction =>
        {
            var before = i % 4 == 3 ? (long)transaction.Commands.Scalar("SELECT value FROM counters WHERE name = 'seats'")! : 0;
            transaction.Commands.Post(oneMore, null);
            if (i % 4 == 0)
                transaction.Commands.Post("INSERT INTO counters (name, value) VALUES ('seats', 0)", null);
            if (i % 4 == 1)
                throw new InvalidOperationException("no");
            return i % 4 == 3 ? (long)transaction.Commands.Scalar("SELECT value FROM counters WHERE name = 'seats'")! - before : 1;
        })).ToList();

        await Task.WhenAll(writes.Select(async write => await ((Task)write).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing)));
        Assert.Equal(Enumerable.Range(0, 40).Select(i => i % 4 < 2), writes.Select(write => write.IsFaulted));
        Assert.All(writes.Where(write => !write.IsFaulted), write => Assert.Equal(1L, write.Result));
        Assert.Equal(20L, store.Read(commands => commands.Scalar("SELECT value FROM counters WHERE name = 'seats'")));
    }

    [ServerFact(ServerKind.Postgres)]
    public async Task More_than_travel_together_are_all_written()
    {
        await using var store = Open(await server.CreateDatabaseAsync("many"), "coordinator");
        var changed = 0;

        await store.WriteAsync(transaction =>
        {
            for (var i = 0; i < 500; i++)
                transaction.Commands.Post("INSERT INTO counters (name, value) VALUES ($1, $2) ON CONFLICT DO NOTHING", rows => changed += rows, $"seat {i % 400}", i);
        });

        Assert.Equal(400, changed);
        Assert.Equal(401L, store.Read(commands => commands.Scalar("SELECT COUNT(*) FROM counters")));
    }

    [ServerFact(ServerKind.Postgres)]
    public async Task A_message_that_is_in_the_outbox_is_not_dispatched_again()
    {
        await using var store = Open(await server.CreateDatabaseAsync("once"), "coordinator");
        var committed = new List<Guid>();
        store.Committed += messages => committed.AddRange(messages.Select(message => message.MessageId));
        var (first, second) = (DeterministicId.Of("first"), DeterministicId.Of("second"));

        await store.WriteAsync(transaction => Emit(transaction, first));
        await store.WriteAsync(transaction => Emit(transaction, first, second));

        Assert.Equal([first, second], committed);
    }

    [ServerFact(ServerKind.Postgres)]
    public async Task Every_kind_of_value_comes_back_as_it_went()
    {
        await using var store = Open(await server.CreateDatabaseAsync("values"), "coordinator");
        var id = Guid.Parse("3f2504e0-4f89-41d3-9a0c-0305e82c3301");
        var time = new DateTimeOffset(2030, 1, 2, 3, 4, 5, TimeSpan.Zero).AddTicks(7);

        await store.WriteAsync(transaction => transaction.Commands.Execute(
            "INSERT INTO counters (name, value, ratio, body) VALUES ($1, $2, $3, $4)", id, time, 0.1, new byte[] { 0, 255 }));
        await store.WriteAsync(transaction => transaction.Commands.Execute("INSERT INTO counters (name, value, ratio) VALUES ($1, $2, $3)", "flag", true, null));

        var rows = store.Read(commands => commands.Query(
            "SELECT name, value, ratio, body FROM counters WHERE name <> $1 ORDER BY name",
            row => (row.GetString(0), row.GetInt64(1), row.IsDBNull(2) ? (double?)null : row.GetDouble(2), row.IsDBNull(3) ? [] : row.GetFieldValue<byte[]>(3)), "seats"));
        Assert.Equal([id.ToString("D"), "flag"], rows.Select(row => row.Item1));
        Assert.Equal([time.UtcTicks, 1L], rows.Select(row => row.Item2));
        Assert.Equal([0.1, null], rows.Select(row => row.Item3));
        Assert.Equal([0, 255], rows[0].Item4);
    }

    [ServerFact(ServerKind.Postgres)]
    public async Task Tables_of_another_version_are_refused()
    {
        var database = await server.CreateDatabaseAsync("versions");
        await Open(database, "coordinator").DisposeAsync();

        var refused = Assert.Throws<StoreException>(() => Store.Open(
            new StoreOptions { PostgreSql = database, Writer = "coordinator" }, [Counters with { Version = 2 }], TimeProvider.System));

        Assert.Contains("its tables are counters-1, this version needs counters-2", refused.Message, StringComparison.Ordinal);
    }

    [ServerFact(ServerKind.Postgres)]
    public void A_wrong_password_is_said_in_one_line_that_does_not_show_it()
    {
        var wrong = server.Connection.Replace(PostgresServer.Password, "hunter2", StringComparison.Ordinal);

        var refused = Assert.Throws<StoreException>(() => Open(wrong, "coordinator"));

        Assert.Contains("password authentication failed", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    [Theory]
    [InlineData("Host=127.0.0.1;Port=1;Database=cortex;Username=cortex;Password=x", "cannot be opened")]
    [InlineData("somewhere", "no connection string of PostgreSQL")]
    [InlineData("Hots=127.0.0.1", "no connection string of PostgreSQL")]
    public void An_address_where_nothing_answers_is_said(string address, string words) =>
        Assert.Contains(words, Assert.Throws<StoreException>(() => Open(address, "coordinator")).Message, StringComparison.Ordinal);

    private static void Emit(StoreTransaction transaction, params IEnumerable<Guid> ids)
    {
        foreach (var id in ids)
            transaction.Emit(new Outgoing { MessageId = id, Message = new CancelOrchestration { OrchestrationId = id, Reason = "no" } });
    }

    private static Store Open(string database, string writer) => Store.Open(
        new StoreOptions { PostgreSql = database, Writer = writer }, [OutboxTable.Schema, OutboxTable.Sharing, Counters], TimeProvider.System);
}
