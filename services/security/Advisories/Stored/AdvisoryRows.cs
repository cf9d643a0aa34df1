using System.Data.Common;
using Cortex.Messaging.Stores;

namespace Cortex.Security.Advisories.Stored;

/// <summary>How advisories are written to and read from their tables.</summary>
internal static class AdvisoryRows
{
    /// <param name="commands">Of the transaction.</param>
    /// <param name="row">What was read.</param>
    /// <param name="asNewIsNewer">Whether a record of the same time that says something else takes the place of the one that is there.</param>
    public static Written Put(StoreCommands commands, AdvisoryRow row, bool asNewIsNewer)
    {
        var known = commands.Scalar("SELECT modified FROM advisories WHERE id = $1", row.Id) as long?;
        if (known > row.Modified)
            return Written.Unchanged;
        if (known == row.Modified && (!asNewIsNewer || commands.Scalar("SELECT content FROM advisories WHERE id = $1", row.Id) as long? == row.Content))
            return Written.Unchanged;
        var number = (long)commands.Scalar(
            """
            INSERT INTO advisories (id, modified, withdrawn, cve, content, body) VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (id) DO UPDATE SET modified = excluded.modified, withdrawn = excluded.withdrawn, cve = excluded.cve, content = excluded.content, body = excluded.body RETURNING number
            """,
            row.Id, row.Modified, row.Withdrawn, row.Cve, row.Content, row.Body)!;
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

    private static PackageAdvisory Read(DbDataReader row, string ecosystem)
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
