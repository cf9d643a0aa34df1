using System.Net.Sockets;
using Npgsql;

namespace Cortex.Messaging.Stores.PostgreSql;

/// <summary>
/// A database that several hosts share. Writers of one name hold an advisory lock for the length of a commit, as SQLite's writers hold
/// the file: what a decision reads does not change before it is written, and positions become visible in their order.
/// </summary>
internal sealed class PostgreSqlDatabase : IStoreDatabase
{
    private const int ConnectSeconds = 10;
    private const int CommandSeconds = 30;
    private const int MostReaders = 8;

    private readonly NpgsqlDataSource _source;
    private readonly string _connectionString;
    private readonly string _begin;

    public PostgreSqlDatabase(StoreOptions options)
    {
        NpgsqlConnectionStringBuilder settings;
        try
        {
            settings = new NpgsqlConnectionStringBuilder(options.PostgreSql);
        }
        catch (ArgumentException e)
        {
            throw new StoreException($"The address of the store is no connection string of PostgreSQL: {e.Message}. Write it as Host=HOST;Port=5432;Database=NAME;Username=USER;Password=PASSWORD.", e);
        }

        settings.ApplicationName ??= $"cortex-{options.Writer}";
        settings.Timeout = ConnectSeconds;
        settings.CommandTimeout = CommandSeconds;
        settings.MaxPoolSize = MostReaders + 1;
        settings.MaxAutoPrepare = 200;
        settings.AutoPrepareMinUsages = 2;
        // A host that hangs in the middle of a commit must not hold up the others.
        settings.Options = "-c idle_in_transaction_session_timeout=30s";
        _connectionString = settings.ConnectionString;
        _source = NpgsqlDataSource.Create(_connectionString);
        // The time is read once the lock is there, so that it grows from commit to commit whichever replica makes them.
        _begin = $"BEGIN; SELECT pg_advisory_xact_lock(hashtext('cortex/{options.Writer.Replace("'", "''", StringComparison.Ordinal)}'))::text, clock_timestamp()";
        Name = $"postgresql://{settings.Host}:{settings.Port}/{settings.Database}";
    }

    public string Name { get; }

    public string Advice => "It is tried again; check that the database runs, answers and has space.";

    public void Migrate(IReadOnlyList<StoreSchema> schemas)
    {
        try
        {
            using var migrations = new PostgreSqlMigrations(_connectionString, Name);
            migrations.Apply(schemas);
        }
        catch (Exception e) when (IsFailure(e) || e.InnerException is { } inner && IsFailure(inner))
        {
            throw new StoreException($"The store {Name} cannot be opened: {Words(e)} Check that PostgreSQL runs there, and the database, user and password in the connection string.", e);
        }
    }

    public StoreCommands OpenWriter() => Rent();

    public StoreCommands Rent() => new PostgreSqlCommands(_source.OpenConnection());

    public void Return(StoreCommands reader) => reader.Dispose();

    public DateTimeOffset? Begin(StoreCommands writer) => writer.Query(_begin, row => row.GetFieldValue<DateTimeOffset>(1))[0];

    public bool IsFailure(Exception e) => e is NpgsqlException or SocketException or TimeoutException;

    // Classes: 08 connection, 25 transaction state, 28 credentials, 3D no such database, 40 rollback, 53 resources (a full disk, too many
    // connections), 57 operator intervention, 58 system, XX internal.
    public bool EndsCommit(Exception e) =>
        IsFailure(e) && (e is not PostgresException { SqlState: var state } || state[..2] is "08" or "25" or "28" or "3D" or "40" or "53" or "57" or "58" or "XX");

    public bool EndsConnection(Exception e) =>
        IsFailure(e) && (e is not PostgresException { SqlState: var state } || state[..2] is "08" or "28" or "3D" or "53" or "57" or "58" or "XX");

    public void Dispose() => _source.Dispose();

    private static string Words(Exception e) => (e is PostgresException ? e.Message : (e.InnerException ?? e).Message).TrimEnd('.') + ".";
}
