using Cortex.Messaging.Stores;
using Microsoft.Data.Sqlite;

namespace Cortex.Security.Advisories.Stored;

/// <summary>The file of the advisories. What it holds can be had again, so one that an older Cortex laid out is set up anew and not refused.</summary>
internal static class AdvisoryDatabase
{
    private const int NotADatabase = 26;

    /// <returns>The store, and what had to be said of an older file; null when there was none.</returns>
    /// <exception cref="StoreException">The file cannot be opened, or a newer version wrote it.</exception>
    public static (Store Store, string? Rebuilt) Open(string path, TimeProvider time)
    {
        var rebuilt = IsOlder(path) ? Remove(path) : null;
        return (Store.Open(new StoreOptions { Path = path, WaitForDisk = false }, [AdvisorySchema.Schema], time), rebuilt);
    }

    private static bool IsOlder(string path)
    {
        if (!File.Exists(path))
            return false;
        try
        {
            using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, Mode = SqliteOpenMode.ReadWrite }.ToString());
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT version FROM cortex_schema WHERE name = $1";
            command.Parameters.AddWithValue("$1", AdvisorySchema.Name);
            return command.ExecuteScalar() is long version && version < AdvisorySchema.Version;
        }
        catch (SqliteException e) when (e.SqliteErrorCode != NotADatabase)
        {
            // Without the table it is a new file; every other fault shows when the store is opened.
            return false;
        }
        catch (SqliteException e)
        {
            throw new StoreException($"{path} is no database any more ({e.Message}). Delete it and take the advisories in again.", e);
        }
    }

    private static string Remove(string path)
    {
        try
        {
            foreach (var part in new[] { path, path + "-wal", path + "-shm" })
                File.Delete(part);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"{path} was laid out by an older version of Cortex and cannot be replaced: {e.Message} Delete it and take the advisories in again.", e);
        }
        return $"{path} was laid out by an older version of Cortex and has been set up anew: take your sets in again with 'cortex advisories sync' or 'import'.";
    }
}
