namespace Cortex.Messaging.Stores;

/// <summary>The tables of one part of a service. <see cref="Version"/> rises when <see cref="Sql"/> changes; a store of another version is refused.</summary>
public sealed record StoreSchema(string Name, int Version, string Sql)
{
    /// <summary>What follows in SQLite only.</summary>
    public string Sqlite { get; init; } = "";

    /// <summary>What follows in PostgreSQL only. Of <see cref="Sql"/> it takes other words for types, keys and table options.</summary>
    public string PostgreSql { get; init; } = "";
}
