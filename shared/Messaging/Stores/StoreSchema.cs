namespace Cortex.Messaging.Stores;

/// <summary>The tables of one part of a service. <see cref="Version"/> rises when <see cref="Sql"/> changes; a store of another version is refused.</summary>
public sealed record StoreSchema(string Name, int Version, string Sql)
{
    /// <summary>The same tables for PostgreSQL; null when <see cref="Sql"/> says nothing that only SQLite knows but types and table options.</summary>
    public string? PostgreSql { get; init; }
}
