using Cortex.TestKit.Servers.Containers;
using Cortex.TestKit.Servers.Processes;
using Npgsql;
using Testcontainers.PostgreSql;
using Xunit;

namespace Cortex.TestKit.Servers.Postgres;

/// <summary>
/// A PostgreSQL of one's own. As a class or collection fixture it is shared; <see cref="CreateDatabaseAsync"/> gives each test an empty
/// database. Tests that use it are <see cref="ServerFactAttribute"/>s.
/// </summary>
public sealed class PostgresServer : IAsyncLifetime
{
    public const string User = "postgres";
    public const string Password = "cortex";

    internal const string Image = "postgres:15";

    private readonly int _port = FreePort.Take();
    private IServer? _server;

    /// <summary>The database that is always there.</summary>
    public string Connection => ConnectionOf("postgres");

    public async Task InitializeAsync()
    {
        if (Sources.Of(ServerKind.Postgres) is not { Missing: null } source)
            return;
        _server = source.InContainer
            ? new ContainerServer(new PostgreSqlBuilder(Image).WithUsername(User).WithPassword(Password).WithDatabase("postgres").WithPortBinding(_port, 5432).Build())
            : new PostgresProcess(_port);
        await Readiness.StartAsync(_server, AnswersAsync);
    }

    public async Task DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
    }

    public Task KillAsync() => _server!.KillAsync();

    /// <summary>After a kill, or instead of one; ready when it returns.</summary>
    public async Task RestartAsync()
    {
        if (!_server!.HasEnded)
            await _server.KillAsync();
        await Readiness.StartAsync(_server, AnswersAsync);
    }

    /// <summary>An empty database; how to connect to it.</summary>
    public async Task<string> CreateDatabaseAsync(string name)
    {
        await ExecuteAsync($"CREATE DATABASE \"{name}\"", CancellationToken.None);
        return ConnectionOf(name);
    }

    private string ConnectionOf(string database) => $"Host=127.0.0.1;Port={_port};Database={database};Username={User};Password={Password}";

    private async Task<bool> AnswersAsync(CancellationToken stop)
    {
        try
        {
            await ExecuteAsync("SELECT 1", stop);
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private async Task ExecuteAsync(string statement, CancellationToken stop)
    {
        await using var connection = new NpgsqlConnection(Connection + ";Pooling=false;Timeout=5");
        await connection.OpenAsync(stop);
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync(stop);
    }
}
