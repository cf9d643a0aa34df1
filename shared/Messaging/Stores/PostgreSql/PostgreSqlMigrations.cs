using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Cortex.Messaging.Stores.PostgreSql;

/// <summary>
/// The tables of the composed parts, in one transaction and once, however many services start at a time. What was applied is in EF Core's
/// history; its migrations themselves are classes of one assembly, and our parts are values that each module brings.
/// </summary>
internal sealed class PostgreSqlMigrations(string connectionString, string store) : DbContext
{
    private const string History = "cortex_migrations";

    /// <exception cref="StoreException">Another version wrote the tables.</exception>
    public void Apply(IReadOnlyList<StoreSchema> schemas)
    {
        using var transaction = Database.BeginTransaction();
        Database.ExecuteSqlRaw("SELECT pg_advisory_xact_lock(hashtext('cortex/migrations'))");
        var history = Database.GetService<IHistoryRepository>();
        history.CreateIfNotExists();
        var applied = history.GetAppliedMigrations().Select(row => row.MigrationId).ToHashSet(StringComparer.Ordinal);
        foreach (var schema in schemas)
        {
            if (applied.FirstOrDefault(id => IsOther(id, schema)) is { } other)
                throw new StoreException(
                    $"The store {store} was written by another version of Cortex: its tables are {other}, this version needs {IdOf(schema)}. Use the version that wrote it, or name another database.");
            if (!applied.Add(IdOf(schema)))
                continue;
            Database.ExecuteSqlRaw(PostgreSqlSchema.Of(schema));
            Database.ExecuteSqlRaw(history.GetInsertScript(new HistoryRow(IdOf(schema), ProductInfo.GetVersion())));
        }

        transaction.Commit();
    }

    protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder) =>
        optionsBuilder.UseNpgsql(connectionString, npgsql => npgsql.MigrationsHistoryTable(History));

    private static string IdOf(StoreSchema schema) => $"{schema.Name}-{schema.Version}";

    private static bool IsOther(string applied, StoreSchema schema) =>
        applied.StartsWith(schema.Name + "-", StringComparison.Ordinal) && int.TryParse(applied.AsSpan(schema.Name.Length + 1), out var version) && version != schema.Version;
}
