using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Cortex.Messaging.Stores.PostgreSql;

/// <summary>
/// The tables of the composed parts as EF Core's migrations: it locks the history, so that seven services may start at once, and keeps
/// what was applied in a table that operators know. Everything else is plain commands.
/// </summary>
internal sealed class PostgreSqlMigrations(string connectionString, IReadOnlyList<StoreSchema> schemas) : DbContext
{
    public const string History = "cortex_migrations";

    public IReadOnlyList<StoreSchema> Schemas => schemas;

    public static string IdOf(StoreSchema schema) => $"{schema.Name}-{schema.Version}";

    protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder) => optionsBuilder
        .UseNpgsql(connectionString, npgsql => npgsql.MigrationsHistoryTable(History))
        .ReplaceService<IMigrationsAssembly, Composed>();

    /// <summary>The parts come as values and not as classes of an assembly.</summary>
    private sealed class Composed(ICurrentDbContext current) : IMigrationsAssembly
    {
        public IReadOnlyDictionary<string, TypeInfo> Migrations { get; } = ((PostgreSqlMigrations)current.Context).Schemas
            .ToDictionary(IdOf, schema => (TypeInfo)new SchemaType(schema), StringComparer.Ordinal);

        public ModelSnapshot? ModelSnapshot => null;

        public Assembly Assembly => typeof(PostgreSqlMigrations).Assembly;

        public string? FindMigrationId(string nameOrId) => Migrations.ContainsKey(nameOrId) ? nameOrId : null;

        public Migration CreateMigration(TypeInfo migrationClass, string activeProvider) => new SchemaMigration(((SchemaType)migrationClass).Schema);
    }

    private sealed class SchemaType(StoreSchema schema) : TypeDelegator(typeof(SchemaMigration))
    {
        public StoreSchema Schema => schema;
    }

    private sealed class SchemaMigration(StoreSchema schema) : Migration
    {
        protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(PostgreSqlSchema.Of(schema));
    }
}
