using System.Data.Common;
using System.Globalization;
using Cortex.Messaging.Stores;

namespace Cortex.Inventory.Catalogue.Structure;

internal static class StructureStatements
{
    private const string Columns = """
        SELECT a.id, a.urn, a.kind, a.name, json_extract(s.body, '$.target'), json_extract(s.body, '$.path'), CAST(json_extract(s.body, '$.line') AS INTEGER), s.repository,
               json_extract(s.body, '$.properties.kind'), json_extract(s.body, '$.properties.namespace'),
               json_extract(s.body, '$.properties.ownership'), json_extract(s.body, '$.properties.lastActivity'), n.scanned
        """;

    public static CatalogueStructure All(StoreCommands commands) => new(
        commands.Query(
            commands.Say($"""
            {Columns} FROM catalog_assets a CROSS JOIN catalog_sightings s ON s.asset = a.id LEFT JOIN catalog_scans n ON n.repository = s.repository
            WHERE a.retired_run IS NULL AND a.kind NOT IN ('package', 'action')
            """), Asset),
        commands.Query("SELECT source, kind, target FROM catalog_relations WHERE kind <> 'depends-on'", Relation));

    /// <summary>What one repository sees.</summary>
    public static CatalogueStructure Of(StoreCommands commands, long repository) => new(
        commands.Query(
            commands.Say($"""
            {Columns} FROM catalog_sightings s CROSS JOIN catalog_assets a ON a.id = s.asset LEFT JOIN catalog_scans n ON n.repository = s.repository
            WHERE s.repository = $1 AND a.kind NOT IN ('package', 'action')
            """), Asset, repository),
        commands.Query("SELECT source, kind, target FROM catalog_relations WHERE repository = $1 AND kind <> 'depends-on'", Relation, repository));

    private static StructureAsset Asset(DbDataReader r) => new(
        r.GetInt64(0), r.GetString(1), r.GetString(2), r.GetString(3), r.GetString(4), Text(r, 5), r.IsDBNull(6) ? null : r.GetInt32(6), r.GetInt64(7),
        Text(r, 8), Text(r, 9), Text(r, 10), Time(Text(r, 11)), r.IsDBNull(12) ? null : new DateTimeOffset(r.GetInt64(12), TimeSpan.Zero));

    private static StructureRelation Relation(DbDataReader r) => new(r.GetInt64(0), string.Intern(r.GetString(1)), r.GetInt64(2));

    private static string? Text(DbDataReader r, int column) => r.IsDBNull(column) ? null : r.GetString(column);

    private static DateTimeOffset? Time(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
}
