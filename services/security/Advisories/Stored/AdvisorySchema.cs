using Cortex.Messaging.Stores;

namespace Cortex.Security.Advisories.Stored;

/// <summary>
/// The advisories of a data directory, in a file of their own. A package's part of an advisory is a row of its own, so that matching
/// reads what speaks of the packages in use and nothing else.
/// </summary>
internal static class AdvisorySchema
{
    public static StoreSchema Schema { get; } = new("advisories", 1, """
        CREATE TABLE advisories (
            number INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            modified INTEGER NOT NULL,
            withdrawn INTEGER,
            body TEXT NOT NULL);
        CREATE TABLE affected (
            ecosystem TEXT NOT NULL,
            name TEXT NOT NULL,
            advisory INTEGER NOT NULL,
            body TEXT NOT NULL);
        CREATE INDEX affected_package ON affected (ecosystem, name);
        CREATE INDEX affected_advisory ON affected (advisory);
        CREATE TABLE imports (
            source TEXT PRIMARY KEY,
            imported INTEGER NOT NULL,
            newest INTEGER,
            records INTEGER NOT NULL,
            tag TEXT) WITHOUT ROWID;
        """);
}
