using Cortex.Messaging.Stores;

namespace Cortex.Inventory.Catalogue.Lineage;

/// <summary>
/// Walks the relations inside the database. What a version of a package needs differs from lockfile to lockfile, so a walk that has come to
/// a package goes on within the repository in which it came there; a step is therefore an asset and that repository. Each is
/// taken once, so that circles end.
/// </summary>
internal static class LineageStatements
{
    public const int MostSteps = 20_000;

    private const string PlacesInPostgreSql = """
        SELECT DISTINCT ON (a.id) a.id, a.urn, a.kind, a.name, r.urn, r.name
        FROM jsonb_array_elements_text($1::jsonb) wanted JOIN catalog_assets a ON a.id = wanted::bigint
        LEFT JOIN catalog_sightings s ON s.asset = a.id AND a.kind NOT IN ('package', 'image', 'action', 'owner') LEFT JOIN catalog_assets r ON r.id = s.repository
        ORDER BY a.id, r.urn
        """;

    private static readonly string _up = Walk(near: "target", far: "source");
    private static readonly string _down = Walk(near: "source", far: "target");
    private static readonly string _upInPostgreSql = WalkInPostgreSql(near: "target", far: "source");
    private static readonly string _downInPostgreSql = WalkInPostgreSql(near: "source", far: "target");

    /// <summary>The assets on both sides of each relation that was walked, and whether the walk came to its end.</summary>
    public static (IReadOnlyList<LineageEdge> Edges, bool Complete) Walk(StoreCommands commands, long asset, bool up)
    {
        var edges = commands.Query(
            commands.Engine == StoreEngine.Sqlite ? up ? _up : _down : up ? _upInPostgreSql : _downInPostgreSql,
            r => new LineageEdge(r.GetInt64(0), r.GetString(1), r.GetInt64(2)), asset, MostSteps + 1);
        var walked = edges.RemoveAll(e => e.Kind.Length == 0);
        return (edges, walked <= MostSteps);
    }

    public static IReadOnlyList<LineagePlace> Places(StoreCommands commands, IEnumerable<long> assets) => commands.Query(
        commands.Engine == StoreEngine.PostgreSql ? PlacesInPostgreSql : """
        SELECT a.id, a.urn, a.kind, a.name, r.urn, r.name
        FROM json_each($1) wanted CROSS JOIN catalog_assets a ON a.id = wanted.value
        LEFT JOIN catalog_sightings s ON s.asset = a.id AND a.kind NOT IN ('package', 'image', 'action', 'owner') LEFT JOIN catalog_assets r ON r.id = s.repository
        GROUP BY a.id
        """,
        r => new LineagePlace(r.GetInt64(0), r.GetString(1), r.GetString(2), r.GetString(3), r.IsDBNull(4) ? null : r.GetString(4), r.IsDBNull(5) ? null : r.GetString(5)),
        $"[{string.Join(',', assets)}]");

    /// <summary>One row without kind for each step, so that their number is known.</summary>
    private static string Walk(string near, string far)
    {
        var steps = Steps(near, far);
        var taken = steps.Select(s => $"""
            SELECT n.id, CASE WHEN n.kind = 'package' AND r.kind = 'depends-on' THEN r.repository END
            FROM reach CROSS JOIN catalog_relations r CROSS JOIN catalog_assets n ON n.id = r.{s.Far} WHERE {s.On}
            """);
        var seen = steps.Select(s => $"SELECT DISTINCT r.{s.Near}, r.kind, r.{s.Far} FROM reach CROSS JOIN catalog_relations r WHERE {s.On}");
        return $"""
            WITH RECURSIVE reach (asset, within) AS (SELECT $1, NULL UNION {string.Join(" UNION ", taken)} LIMIT $2)
            SELECT asset, '', 0 FROM reach UNION ALL {string.Join(" UNION ALL ", seen)}
            UNION ALL SELECT DISTINCT $1, r.kind, r.{far} FROM catalog_relations r WHERE r.{near} = $1 AND r.kind IN ({Flow.Attends})
            """;
    }

    /// <summary>There a step may name what was reached only once, and the walk has no bound of its own: the host's time limit ends it.</summary>
    private static string WalkInPostgreSql(string near, string far)
    {
        var steps = Steps(near, far);
        var taken = steps.Select(s => $"""
            SELECT n.id, CASE WHEN n.kind = 'package' AND r.kind = 'depends-on' THEN r.repository END
            FROM catalog_relations r JOIN catalog_assets n ON n.id = r.{s.Far} WHERE {s.On}
            """);
        var seen = steps.Select(s => $"SELECT DISTINCT r.{s.Near}, r.kind, r.{s.Far} FROM reach CROSS JOIN catalog_relations r WHERE {s.On}");
        return $"""
            WITH RECURSIVE reach (asset, within) AS (
                SELECT $1::bigint, NULL::bigint UNION SELECT step.* FROM reach CROSS JOIN LATERAL ({string.Join(" UNION ALL ", taken)}) step)
            (SELECT asset, '', 0 FROM reach LIMIT $2) UNION ALL {string.Join(" UNION ALL ", seen)}
            UNION ALL SELECT DISTINCT $1::bigint, r.kind, r.{far} FROM catalog_relations r WHERE r.{near} = $1 AND r.kind IN ({Flow.Attends})
            """;
    }

    private static (string Near, string Far, string On)[] Steps(string near, string far) =>
    [
        (near, far, $"reach.within IS NULL AND r.{near} = reach.asset AND r.kind IN ({Flow.Needs})"),
        (near, far, $"reach.within IS NOT NULL AND r.repository = reach.within AND r.{near} = reach.asset AND r.kind IN ({Flow.Needs})"),
        (far, near, $"r.{far} = reach.asset AND r.kind IN ({Flow.Makes})"),
    ];
}

/// <summary>From the nearer end to the farther one.</summary>
internal readonly record struct LineageEdge(long Near, string Kind, long Far);

internal sealed record LineagePlace(long Id, string Urn, string Kind, string Name, string? Repository, string? RepositoryName);
