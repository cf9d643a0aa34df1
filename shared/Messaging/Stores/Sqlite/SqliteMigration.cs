namespace Cortex.Messaging.Stores.Sqlite;

/// <summary>Creates missing tables and refuses a store that another version wrote.</summary>
internal static class SqliteMigration
{
    public static void Apply(StoreCommands commands, string path, IReadOnlyList<StoreSchema> schemas)
    {
        commands.Execute("BEGIN IMMEDIATE");
        commands.Execute("CREATE TABLE IF NOT EXISTS cortex_schema (name TEXT PRIMARY KEY, version INTEGER NOT NULL)");
        foreach (var schema in schemas)
        {
            var found = commands.Scalar("SELECT version FROM cortex_schema WHERE name = $1", schema.Name) as long?;
            if (found is null)
            {
                commands.Execute(schema.Sql + schema.Sqlite);
                commands.Execute("INSERT INTO cortex_schema (name, version) VALUES ($1, $2)", schema.Name, schema.Version);
            }
            else if (found != schema.Version)
            {
                commands.Execute("ROLLBACK");
                throw new StoreException(
                    $"The store {path} was written by another version of Cortex: its '{schema.Name}' tables are version {found}, this version needs {schema.Version}. "
                    + "Use the version that wrote it, or name another data directory with --data.");
            }
        }

        commands.Execute("COMMIT");
    }
}
