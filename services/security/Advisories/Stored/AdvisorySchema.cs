using Cortex.Messaging.Stores;

namespace Cortex.Security.Advisories.Stored;

/// <summary>
/// The advisories of a data directory, in a file of their own. A package's part of an advisory is a row of its own, and the rows of a
/// package lie together, so that matching reads what speaks of the packages in use and nothing else.
/// </summary>
internal static class AdvisorySchema
{
    public const string Name = "advisories";

    public const int Version = 2;

    public static StoreSchema Schema { get; } = new(Name, Version, """
        CREATE TABLE advisories (
            number INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            modified INTEGER NOT NULL,
            withdrawn INTEGER,
            cve TEXT,
            content INTEGER NOT NULL,
            body BLOB NOT NULL);
        CREATE TABLE affected (
            ecosystem TEXT NOT NULL,
            name TEXT NOT NULL,
            advisory INTEGER NOT NULL,
            place INTEGER NOT NULL,
            body BLOB NOT NULL,
            PRIMARY KEY (ecosystem, name, advisory, place)) WITHOUT ROWID;
        CREATE INDEX affected_advisory ON affected (advisory);
        CREATE TABLE imports (
            source TEXT PRIMARY KEY,
            kind TEXT NOT NULL,
            imported INTEGER NOT NULL,
            newest INTEGER,
            records INTEGER NOT NULL,
            tag TEXT) WITHOUT ROWID;
        CREATE TABLE epss (
            cve TEXT PRIMARY KEY,
            score REAL NOT NULL) WITHOUT ROWID;
        CREATE TABLE kev (
            cve TEXT PRIMARY KEY) WITHOUT ROWID;
        CREATE TABLE feeds (
            url TEXT PRIMARY KEY,
            etag TEXT,
            modified TEXT) WITHOUT ROWID;
        """);
}
