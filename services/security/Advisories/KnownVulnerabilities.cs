using Cortex.Messaging.Stores;

namespace Cortex.Security.Advisories;

/// <summary>Which vulnerabilities the last scan of each target found: what is known before the next one.</summary>
public sealed class KnownVulnerabilities(Store store)
{
    public static StoreSchema Schema { get; } = new("security", 1, """
        CREATE TABLE security_vulnerabilities (
            target TEXT NOT NULL,
            reference TEXT NOT NULL,
            PRIMARY KEY (target, reference)) WITHOUT ROWID;
        """);

    /// <summary>Distinct vulnerabilities that the targets' last scans found.</summary>
    /// <param name="targets">Names, as the user gave them.</param>
    public int Count(IEnumerable<string> targets) => store.Read(commands => targets
        .Distinct(StringComparer.Ordinal)
        .SelectMany(target => commands.Query("SELECT reference FROM security_vulnerabilities WHERE target = $1", row => row.GetString(0), target))
        .Distinct(StringComparer.Ordinal)
        .Count());

    /// <summary>Replaces what was known of the targets that were scanned to the end.</summary>
    public Task ReplaceAsync(IEnumerable<string> scanned, IReadOnlyList<(string Target, string Reference)> found) => store.WriteAsync(transaction =>
    {
        foreach (var target in scanned.Distinct(StringComparer.Ordinal))
        {
            transaction.Commands.Execute("DELETE FROM security_vulnerabilities WHERE target = $1", target);
            foreach (var (_, reference) in found.Where(f => f.Target == target))
                transaction.Commands.Execute("INSERT INTO security_vulnerabilities (target, reference) VALUES ($1, $2) ON CONFLICT DO NOTHING", target, reference);
        }
    });
}
