using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Cortex.Messaging.Stores.Sqlite;

/// <summary>A file of one host.</summary>
internal sealed class SqliteDatabase(StoreOptions options) : IStoreDatabase
{
    private const int IoError = 10;
    private const int Corrupt = 11;
    private const int Full = 13;

    private readonly ConcurrentBag<StoreCommands> _readers = [];
    private readonly string _connectionString = new SqliteConnectionStringBuilder { DataSource = options.Path, Pooling = false }.ToString();

    public string Name => options.Path;

    public string Advice => "Free disk space or check the disk, then resume.";

    public void Migrate(IReadOnlyList<StoreSchema> schemas)
    {
        try
        {
            using var commands = OpenWriter();
            SqliteMigration.Apply(commands, options.Path, schemas);
        }
        catch (SqliteException e)
        {
            throw new StoreException($"The store {options.Path} cannot be opened: {e.Message}. Check the disk and the file's permissions, or name another data directory with --data.", e);
        }
    }

    public StoreCommands OpenWriter()
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();
        using var pragma = connection.CreateCommand();
        pragma.CommandText = $"PRAGMA journal_mode=WAL; PRAGMA synchronous={(options.WaitForDisk ? "FULL" : "NORMAL")}; PRAGMA foreign_keys=ON; PRAGMA busy_timeout=10000; PRAGMA wal_autocheckpoint=4000; PRAGMA cache_size=-16000;";
        pragma.ExecuteNonQuery();
        return new SqliteCommands(connection);
    }

    public StoreCommands Rent() => _readers.TryTake(out var reader) ? reader : OpenWriter();

    public void Return(StoreCommands reader) => _readers.Add(reader);

    public DateTimeOffset? Begin(StoreCommands writer)
    {
        writer.Execute("BEGIN IMMEDIATE");
        return null;
    }

    public bool IsFailure(Exception e) => e is SqliteException;

    public bool EndsCommit(Exception e) => e is SqliteException { SqliteErrorCode: IoError or Corrupt or Full };

    public bool EndsConnection(Exception e) => false;

    public void Dispose()
    {
        while (_readers.TryTake(out var reader))
            reader.Dispose();
    }
}
