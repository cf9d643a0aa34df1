using System.Text.Json;
using Cortex.Contracts;
using Cortex.Messaging.Stores;

namespace Cortex.Security.Advisories.Stored;

/// <summary>How advisories are written to and read from their tables.</summary>
internal static class AdvisoryRows
{
    public static Written Put(StoreCommands commands, Advisory advisory)
    {
        var known = commands.Scalar("SELECT modified FROM advisories WHERE id = $1", advisory.Id) as long?;
        if (known >= advisory.Modified.UtcTicks)
            return Written.Unchanged;
        var number = (long)commands.Scalar(
            """
            INSERT INTO advisories (id, modified, withdrawn, body) VALUES ($1, $2, $3, $4)
            ON CONFLICT (id) DO UPDATE SET modified = excluded.modified, withdrawn = excluded.withdrawn, body = excluded.body RETURNING number
            """,
            advisory.Id, advisory.Modified, advisory.Withdrawn?.UtcTicks, JsonSerializer.Serialize(advisory with { Affected = [] }, CortexJson.Options))!;
        if (known is not null)
            commands.Execute("DELETE FROM affected WHERE advisory = $1", number);
        foreach (var affected in advisory.Affected)
            commands.Execute(
                "INSERT INTO affected (ecosystem, name, advisory, body) VALUES ($1, $2, $3, $4)",
                affected.Ecosystem, PackageNames.Normal(affected.Ecosystem, affected.Name), number, JsonSerializer.Serialize(affected, CortexJson.Options));
        return known is null ? Written.Added : Written.Replaced;
    }

    public static IReadOnlyList<PackageAdvisory> Of(StoreCommands commands, string ecosystem, string name) => commands.Query(
        """
        SELECT d.body, a.body FROM affected a JOIN advisories d ON d.number = a.advisory
        WHERE a.ecosystem = $1 AND a.name = $2 AND d.withdrawn IS NULL ORDER BY d.id, a.rowid
        """,
        row => new PackageAdvisory(
            JsonSerializer.Deserialize<Advisory>(row.GetString(0), CortexJson.Options)!,
            JsonSerializer.Deserialize<AffectedPackage>(row.GetString(1), CortexJson.Options)!),
        ecosystem, PackageNames.Normal(ecosystem, name));
}

internal enum Written { Added, Replaced, Unchanged }

/// <summary>An advisory (without its packages) and what it says of one of them.</summary>
internal sealed record PackageAdvisory(Advisory Advisory, AffectedPackage Affected);
