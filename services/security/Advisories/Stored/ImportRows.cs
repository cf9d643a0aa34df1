using Cortex.Messaging.Stores;

namespace Cortex.Security.Advisories.Stored;

/// <summary>Which sets were taken in, and when.</summary>
internal static class ImportRows
{
    public static void Put(StoreTransaction transaction, AdvisoryImport import, long records, string? tag) => transaction.Commands.Execute(
        """
        INSERT INTO imports (source, kind, imported, newest, records, tag) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (source) DO UPDATE SET kind = excluded.kind, imported = excluded.imported,
            newest = max(coalesce(newest, 0), coalesce(excluded.newest, 0)), records = excluded.records, tag = excluded.tag
        """,
        import.Source, import.Kind, transaction.Now, import.Newest?.UtcTicks, records, tag);

    public static void Confirm(StoreTransaction transaction, string source) =>
        transaction.Commands.Execute("UPDATE imports SET imported = $2 WHERE source = $1", source, transaction.Now);
}
