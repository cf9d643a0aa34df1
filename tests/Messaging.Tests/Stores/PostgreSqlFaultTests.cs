using System.Diagnostics;
using Cortex.Messaging.Stores;
using Cortex.TestKit.Disks;
using Cortex.TestKit.Servers;
using Cortex.TestKit.Servers.Postgres;
using Npgsql;

namespace Cortex.Messaging.Tests.Stores;

/// <summary>A database that dies, refuses or is full: said in one line, nothing committed is lost, and it is used again without a new start.</summary>
public sealed class PostgreSqlFaultTests(PostgresServer server) : IClassFixture<PostgresServer>
{
    private static readonly StoreSchema Notes = new("notes", 1, "CREATE TABLE notes (text TEXT NOT NULL);");

    [ServerFact(ServerKind.Postgres)]
    public async Task A_database_that_was_killed_is_used_again_once_it_is_back()
    {
        await using var store = Open(await server.CreateDatabaseAsync("killed"));
        await NoteAsync(store, "before");
        Assert.Equal(1L, Count(store));

        await server.KillAsync();
        var failure = await Assert.ThrowsAsync<StoreException>(() => NoteAsync(store, "lost"));
        Assert.Contains("Nothing could be written to postgresql://127.0.0.1:", failure.Message, StringComparison.Ordinal);
        Assert.NotNull(store.Failure);
        Assert.Throws<StoreException>(() => Count(store));

        await server.RestartAsync();
        await NoteAsync(store, "after");
        Assert.Null(store.Failure);
        Assert.Equal(2L, Count(store));
    }

    [ServerFact(ServerKind.Postgres)]
    public async Task A_password_that_was_changed_is_said_and_used_again_once_it_is_mended()
    {
        var database = await server.CreateDatabaseAsync("refused");
        await ExecuteAsync(server.Connection, "CREATE ROLE clara SUPERUSER LOGIN PASSWORD 'sesame'");
        await using var store = Open(database.Replace($"Username={PostgresServer.User};Password={PostgresServer.Password}", "Username=clara;Password=sesame", StringComparison.Ordinal));
        await NoteAsync(store, "before");

        await ExecuteAsync(server.Connection, "ALTER ROLE clara PASSWORD 'another'");
        await ExecuteAsync(server.Connection, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'clara'");
        await Assert.ThrowsAsync<StoreException>(() => NoteAsync(store, "lost"));
        foreach (var failure in new[] { await Assert.ThrowsAsync<StoreException>(() => NoteAsync(store, "lost")), Assert.Throws<StoreException>(() => Count(store)) })
        {
            Assert.Contains("password authentication failed for user \"clara\"", failure.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("sesame", failure.Message, StringComparison.Ordinal);
        }

        await ExecuteAsync(server.Connection, "ALTER ROLE clara PASSWORD 'sesame'");
        await NoteAsync(store, "after");
        Assert.Equal(2L, Count(store));
        Assert.Null(store.Failure);
    }

    [SmallDiskFact(ServerKind.Postgres)]
    public async Task A_disk_that_is_full_is_said_and_written_again_once_there_is_room()
    {
        using var disk = SmallDisk.Mount(megabytes: 24);
        var tables = Directory.CreateDirectory(Path.Combine(disk.Folder, "tables")).FullName;
        await RunAsync("chown", "postgres", tables);
        var database = await server.CreateDatabaseAsync("full");
        await ExecuteAsync(server.Connection, $"CREATE TABLESPACE small LOCATION '{tables}'");
        await ExecuteAsync(server.Connection, "ALTER DATABASE \"full\" SET TABLESPACE small");
        await using (var store = Open(database))
        {
            await NoteAsync(store, "before");
            disk.Fill();
            var written = 1L;
            StoreException? failure = null;
            while (failure is null)
                try
                {
                    await NoteAsync(store, new string('x', 1_000) + written);
                    written++;
                }
                catch (StoreException e)
                {
                    failure = e;
                }

            Assert.Matches("^Nothing could be written to postgresql://127.0.0.1:[0-9]+/full: 53100: .*No space left on device.* check that the database runs, answers and has space\\.$", failure.Message.ReplaceLineEndings(" "));
            Assert.Equal(failure.Message, store.Failure?.Message);

            disk.Free();
            await NoteAsync(store, "after");
            Assert.Equal(written + 1, Count(store));
            Assert.Null(store.Failure);
        }

        await ExecuteAsync(server.Connection, "DROP DATABASE \"full\" WITH (FORCE)");
        await ExecuteAsync(server.Connection, "DROP TABLESPACE small");
    }

    [ServerFact(ServerKind.Postgres)]
    public async Task Hosts_that_share_a_store_have_its_time_and_it_grows_from_commit_to_commit()
    {
        var database = await server.CreateDatabaseAsync("time");
        await using var one = Open(database, new StoreClock());
        await using var two = Open(database, new StoreClock());

        var times = new List<DateTimeOffset>();
        for (var i = 0; i < 50; i++)
            times.Add(await (i % 2 == 0 ? one : two).WriteAsync(transaction => transaction.Now));

        // A clock goes on by itself between two answers, so two hosts may differ by what an answer was late.
        Assert.All(times.Zip(times.Skip(1)), pair => Assert.True(pair.Second - pair.First > TimeSpan.FromMilliseconds(-100), $"{pair.First:O} then {pair.Second:O}"));
    }

    private static Store Open(string database, TimeProvider? time = null) =>
        Store.Open(new StoreOptions { PostgreSql = database, Writer = "coordinator" }, [Notes], time ?? TimeProvider.System);

    private static Task NoteAsync(Store store, string text) => store.WriteAsync(transaction => transaction.Commands.Execute("INSERT INTO notes (text) VALUES ($1)", text));

    private static object? Count(Store store) => store.Read(commands => commands.Scalar("SELECT COUNT(*) FROM notes"));

    private static async Task ExecuteAsync(string connection, string statement)
    {
        await using var source = NpgsqlDataSource.Create(connection + ";Pooling=false");
        await using var command = source.CreateCommand(statement);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
    }
}
