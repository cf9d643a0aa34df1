using Cortex.Messaging.Stores;
using Microsoft.Data.Sqlite;

namespace Cortex.Security.Advisories.Stored;

/// <summary>How advisories are written to and read from their tables.</summary>
internal static class AdvisoryRows
{
    public static Written Put(StoreCommands commands, AdvisoryRow row)
    {
        var known = commands.Scalar("SELECT modified FROM advisories WHERE id = $1", row.Id) as long?;
        if (known >= row.Modified)
            return Written.Unchanged;
        var number = (long)commands.Scalar(
            """
            INSERT INTO advisories (id, modified, withdrawn, cve, body) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (id) DO UPDATE SET modified = excluded.modified, withdrawn = excluded.withdrawn, cve = excluded.cve, body = excluded.body RETURNING number
            """,
            row.Id, row.Modified, row.Withdrawn, row.Cve, row.Body)!;
        if (known is not null)
            commands.Execute("DELETE FROM affected WHERE advisory = $1", number);
        for (var place = 0; place < row.Affected.Count; place++)
        {
            var (ecosystem, name, body) = row.Affected[place];
            commands.Execute("INSERT INTO affected (ecosystem, name, advisory, place, body) VALUES ($1, $2, $3, $4, $5)", ecosystem, name, number, place, body);
        }
        return known is null ? Written.Added : Written.Replaced;
    }

    /// <summary>By id, then in the record's order.</summary>
    public static IReadOnlyList<PackageAdvisory> Of(StoreCommands commands, string ecosystem, string name)
    {
        var rows = commands.Query(
            """
            SELECT d.body, a.body, e.score, k.cve IS NOT NULL FROM affected a JOIN advisories d ON d.number = a.advisory
            LEFT JOIN epss e ON e.cve = d.cve LEFT JOIN kev k ON k.cve = d.cve
            WHERE a.ecosystem = $1 AND a.name = $2 AND d.withdrawn IS NULL ORDER BY a.advisory, a.place
            """,
            row => Read(row, ecosystem),
            ecosystem, PackageNames.Normal(ecosystem, name));
        return rows.Count < 2 ? rows : [.. rows.OrderBy(row => row.Advisory.Id, StringComparer.Ordinal)];
    }

    private static PackageAdvisory Read(SqliteDataReader row, string ecosystem)
    {
        var advisory = AdvisoryCodec.ReadAdvisory((byte[])row.GetValue(0));
        double? epss = row.IsDBNull(2) ? null : row.GetDouble(2);
        var exploited = row.GetInt64(3) != 0;
        return new(
            epss is null && !exploited ? advisory : advisory with { Epss = epss, Exploited = exploited },
            AdvisoryCodec.ReadAffected(ecosystem, (byte[])row.GetValue(1)));
    }
}

internal enum Written { Added, Replaced, Unchanged }

/// <summary>An advisory (without its packages) and what it says of one of them.</summary>
internal sealed record PackageAdvisory(Advisory Advisory, AffectedPackage Affected);

/// <summary>An advisory as its tables hold it.</summary>
internal sealed record AdvisoryRow(
    string Id, long Modified, long? Withdrawn, string? Cve, byte[] Body, IReadOnlyList<(string Ecosystem, string Name, byte[] Body)> Affected)
{
    public static AdvisoryRow Of(Advisory advisory) => new(
        advisory.Id,
        advisory.Modified.UtcTicks,
        advisory.Withdrawn?.UtcTicks,
        advisory.Ids().FirstOrDefault(id => id.StartsWith("CVE-", StringComparison.Ordinal)),
        AdvisoryCodec.Write(advisory),
        [.. advisory.Affected.Select(a => (a.Ecosystem, PackageNames.Normal(a.Ecosystem, a.Name), AdvisoryCodec.Write(a)))]);
}
