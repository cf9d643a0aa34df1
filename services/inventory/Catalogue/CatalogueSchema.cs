using Cortex.Messaging.Stores;

namespace Cortex.Inventory.Catalogue;

/// <summary>The catalogue's tables.</summary>
public static class CatalogueSchema
{
    /// <summary>
    /// An asset is there while a repository sees it: catalog_sightings holds, per repository, the asset as that repository shows it.
    /// When it was last seen is the newest scan of the repositories that see it, so that an unchanged repository costs no writes.
    /// </summary>
    public static StoreSchema Schema { get; } = new("catalogue", 1, """
        CREATE TABLE catalog_assets (
            id INTEGER PRIMARY KEY,
            urn TEXT NOT NULL UNIQUE,
            kind TEXT NOT NULL,
            name TEXT NOT NULL,
            first_run TEXT NOT NULL,
            first_seen INTEGER NOT NULL,
            last_run TEXT NOT NULL,
            last_seen INTEGER NOT NULL,
            retired_run TEXT);
        CREATE INDEX catalog_assets_kind ON catalog_assets (kind) WHERE retired_run IS NULL;
        CREATE TABLE catalog_sightings (
            repository INTEGER NOT NULL REFERENCES catalog_assets (id),
            asset INTEGER NOT NULL REFERENCES catalog_assets (id),
            body TEXT NOT NULL,
            PRIMARY KEY (repository, asset)) WITHOUT ROWID;
        CREATE INDEX catalog_sightings_asset ON catalog_sightings (asset);
        CREATE TABLE catalog_relations (
            repository INTEGER NOT NULL REFERENCES catalog_assets (id),
            source INTEGER NOT NULL REFERENCES catalog_assets (id),
            kind TEXT NOT NULL,
            target INTEGER NOT NULL REFERENCES catalog_assets (id),
            PRIMARY KEY (repository, source, kind, target)) WITHOUT ROWID;
        CREATE INDEX catalog_relations_source ON catalog_relations (source);
        CREATE INDEX catalog_relations_target ON catalog_relations (target);
        CREATE TABLE catalog_scans (
            repository INTEGER PRIMARY KEY REFERENCES catalog_assets (id),
            target TEXT NOT NULL,
            run TEXT NOT NULL,
            scanned INTEGER NOT NULL);
        CREATE TABLE catalog_runs (
            run TEXT PRIMARY KEY,
            results TEXT NOT NULL,
            outcome TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE catalog_changes (
            run TEXT NOT NULL,
            asset INTEGER NOT NULL REFERENCES catalog_assets (id),
            change TEXT NOT NULL,
            differences TEXT NOT NULL,
            PRIMARY KEY (run, asset)) WITHOUT ROWID;
        """)
    {
        Sqlite = "CREATE VIRTUAL TABLE catalog_search USING fts5 (name, kind, words, tokenize = 'unicode61', prefix = '2 3');",
        PostgreSql = """
            CREATE TABLE catalog_search (asset BIGINT PRIMARY KEY, document tsvector NOT NULL);
            CREATE INDEX catalog_search_document ON catalog_search USING gin (document);
            """,
    };

    /// <summary>
    /// What came later, beside the tables of version 1, so that a store which has those goes on: when and as what an asset was last seen
    /// before it was retired, and the orders in which relations are walked.
    /// </summary>
    public static StoreSchema Walks { get; } = new("catalogue-walks", 1, """
        ALTER TABLE catalog_assets ADD COLUMN retired_at INTEGER;
        ALTER TABLE catalog_assets ADD COLUMN last_body TEXT;
        DROP INDEX catalog_relations_source;
        DROP INDEX catalog_relations_target;
        CREATE INDEX catalog_relations_from ON catalog_relations (source, kind);
        CREATE INDEX catalog_relations_to ON catalog_relations (target, kind);
        CREATE INDEX catalog_relations_structure ON catalog_relations (repository, kind) WHERE kind <> 'depends-on';
        """)
    {
        Sqlite = "CREATE INDEX catalog_assets_name ON catalog_assets (name COLLATE NOCASE);",
        PostgreSql = "CREATE INDEX catalog_assets_name ON catalog_assets (lower(name));",
    };
}
