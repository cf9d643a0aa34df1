using Cortex.TestKit.Servers;
using Cortex.TestKit.Servers.Postgres;
using Npgsql;

namespace Cortex.Messaging.Tests.Servers;

public sealed class PostgresServerTests(PostgresServer server) : IClassFixture<PostgresServer>
{
    [ServerFact(ServerKind.Postgres)]
    public async Task What_was_committed_outlives_a_kill_and_what_was_not_does_not()
    {
        var connection = await server.CreateDatabaseAsync("killed");
        await using (var source = NpgsqlDataSource.Create(connection + ";Pooling=false"))
        await using (var session = await source.OpenConnectionAsync())
        {
            await ExecuteAsync(session, "CREATE TABLE words (word TEXT)");
            await ExecuteAsync(session, "INSERT INTO words VALUES ('committed')");
            await ExecuteAsync(session, "BEGIN; INSERT INTO words VALUES ('open')");

            await server.KillAsync();
        }

        await server.RestartAsync();

        await using var again = NpgsqlDataSource.Create(connection + ";Pooling=false");
        await using var words = again.CreateCommand("SELECT string_agg(word, ' ') FROM words");
        Assert.Equal("committed", await words.ExecuteScalarAsync());
    }

    [ServerFact(ServerKind.Postgres)]
    public async Task Wrong_credentials_are_refused()
    {
        await using var source = NpgsqlDataSource.Create(server.Connection.Replace(PostgresServer.Password, "wrong", StringComparison.Ordinal));

        var refusal = await Assert.ThrowsAsync<PostgresException>(async () => await source.OpenConnectionAsync());

        Assert.Equal(PostgresErrorCodes.InvalidPassword, refusal.SqlState);
    }

    private static async Task ExecuteAsync(NpgsqlConnection session, string statement)
    {
        await using var command = new NpgsqlCommand(statement, session);
        await command.ExecuteNonQueryAsync();
    }
}
