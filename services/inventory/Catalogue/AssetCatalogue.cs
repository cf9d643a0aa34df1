using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cortex.Contracts;
using Cortex.Contracts.Api;
using Cortex.Contracts.Catalog;
using Cortex.Contracts.Findings;
using Cortex.Inventory.Catalogue.Health;
using Cortex.Inventory.Catalogue.Lineage;
using Cortex.Inventory.Catalogue.Names;
using Cortex.Inventory.Catalogue.Ownership;
using Cortex.Inventory.Catalogue.Sbom;
using Cortex.Inventory.Catalogue.Structure;
using Cortex.Messaging.Stores;

namespace Cortex.Inventory.Catalogue;

/// <summary>Everything that is known to exist, and since when. Answers are always in the same order.</summary>
public sealed class AssetCatalogue(Store store)
{
    private const int MostHits = 500;
    private const int MostJudged = 10_000;

    private static readonly string _version = typeof(AssetCatalogue).Assembly.GetName().Version!.ToString(3);

    /// <summary>Assets that are there now.</summary>
    public int Count() => store.Read(c => (int)(long)c.Scalar("SELECT COUNT(*) FROM catalog_assets WHERE retired_run IS NULL")!);

    /// <summary>Takes a run's scans in, in one commit. The same scans of the same run again change nothing and give the same answer.</summary>
    public Task<CatalogueUpdate> UpdateAsync(Guid run, IReadOnlyList<CataloguedTarget> targets) =>
        store.WriteAsync(transaction => new CatalogueWriter(transaction.Commands, run, transaction.Now).Apply(targets));

    /// <summary>Who owns what, and what nobody does.</summary>
    public CatalogOwners Owners() => store.Read(c => Ownership.Owners.All(Structure(c)));

    /// <summary>What somebody should own and nobody does, in these repositories (URNs).</summary>
    public IReadOnlyList<Finding> OwnershipGaps(IEnumerable<string> repositories) =>
        store.Read(c => Ownership.OwnershipGaps.Of(Structure(c), repositories.ToHashSet(StringComparer.Ordinal)));

    /// <summary>Worst first, of one kind or of all.</summary>
    public CatalogHealth Health(string? kind = null, int limit = 20) => store.Read(c =>
    {
        var judged = HealthScore.WorstFirst(Structure(c), kind);
        return new CatalogHealth { Judged = judged.Count, Assets = [.. judged.Take(Math.Clamp(limit, 1, MostJudged))] };
    });

    public CatalogStats Stats() => store.Read(c => c.Snapshot(() => new CatalogStats
    {
        Health = HealthScore.WorstFirst(StructureStatements.All(c), Discovery.Identity.Kinds.Repository),
        Assets = (int)(long)c.Scalar("SELECT COUNT(*) FROM catalog_assets WHERE retired_run IS NULL")!,
        Retired = (int)(long)c.Scalar("SELECT COUNT(*) FROM catalog_assets WHERE retired_run IS NOT NULL")!,
        Relations = (int)(long)c.Scalar("SELECT COUNT(*) FROM (SELECT DISTINCT source, kind, target FROM catalog_relations) AS known")!,
        Kinds = c.Query(
            "SELECT kind, COUNT(*) FROM catalog_assets WHERE retired_run IS NULL GROUP BY kind ORDER BY kind",
            r => new CatalogKind { Kind = r.GetString(0), Assets = r.GetInt32(1) }),
        Targets = c.Query(
            c.Say("""
            SELECT json_extract(own.body, '$.target'), a.urn, (SELECT COUNT(*) FROM catalog_sightings s WHERE s.repository = a.id), n.run, n.scanned
            FROM catalog_assets a JOIN catalog_sightings own ON own.repository = a.id AND own.asset = a.id LEFT JOIN catalog_scans n ON n.repository = a.id
            WHERE a.kind = 'repository' AND a.retired_run IS NULL ORDER BY a.urn
            """),
            r => new CatalogTarget
            {
                Target = r.GetString(0),
                Repository = r.GetString(1),
                Assets = r.GetInt32(2),
                LastRun = r.IsDBNull(3) ? null : Guid.Parse(r.GetString(3)),
                LastScan = r.IsDBNull(4) ? null : new DateTimeOffset(r.GetInt64(4), TimeSpan.Zero),
            }),
    }));

    /// <summary>Best match first: the exact name, then by rank. Every word of the text must begin a word of the asset.</summary>
    public IReadOnlyList<Asset> Search(string text, int limit = 20)
    {
        if (SearchText.Asked(text) is not { Count: > 0 } words)
            return [];
        return store.Read(c => SearchIndex.Find(c, words, text.Trim(), Math.Clamp(limit, 1, MostHits)).Select(id => Merged(c, id)).OfType<Asset>().ToList());
    }

    /// <summary>What is meant by a URN, a purl, a name, a repository as it was given, or the beginning of one that only one asset has.</summary>
    public AssetChoice Find(string name) => store.Read(c => AssetNames.Find(c, name));

    /// <summary>What stands on the asset and what it stands on, to <paramref name="depth"/> or to the end; null for a URN that was never seen.</summary>
    public CatalogLineage? Lineage(string urn, bool up, bool down, int? depth = null) => store.Read(c => c.Snapshot(() =>
    {
        var root = c.Query(
            "SELECT id, kind, name, retired_run FROM catalog_assets WHERE urn = $1",
            r => (Id: r.GetInt64(0), Kind: r.GetString(1), Name: r.GetString(2), Retired: r.IsDBNull(3) ? (Guid?)null : Guid.Parse(r.GetString(3))), urn).FirstOrDefault();
        return root.Id == 0 ? null : new CatalogLineage
        {
            Urn = urn,
            Kind = root.Kind,
            Name = root.Name,
            RetiredRun = root.Retired,
            Up = up ? Tree(c, root.Id, up: true, depth) : null,
            Down = down ? Tree(c, root.Id, up: false, depth) : null,
        };
    }));

    /// <summary>Null for a URN that was never seen. A retired asset is shown as it was when it was last seen.</summary>
    public CatalogAsset? Show(string urn) => store.Read(c =>
    {
        var row = c.Query(
            """
            SELECT id, kind, name, first_run, first_seen, last_run, last_seen, retired_run,
                   (SELECT run FROM catalog_scans n JOIN catalog_sightings s ON s.repository = n.repository WHERE s.asset = a.id ORDER BY n.scanned DESC LIMIT 1),
                   (SELECT MAX(scanned) FROM catalog_scans n JOIN catalog_sightings s ON s.repository = n.repository WHERE s.asset = a.id),
                   retired_at, last_body
            FROM catalog_assets a WHERE urn = $1
            """,
            r => (Id: r.GetInt64(0), Kind: r.GetString(1), Name: r.GetString(2), FirstRun: r.GetString(3), FirstSeen: r.GetInt64(4),
                LastRun: r.IsDBNull(8) ? r.GetString(5) : r.GetString(8), LastSeen: r.IsDBNull(9) ? r.GetInt64(6) : Math.Max(r.GetInt64(6), r.GetInt64(9)),
                Retired: r.IsDBNull(7) ? null : r.GetString(7), RetiredAt: r.IsDBNull(10) ? (long?)null : r.GetInt64(10), LastBody: r.IsDBNull(11) ? null : r.GetString(11)),
            urn).FirstOrDefault();
        if (row.Id == 0)
            return null;
        return new CatalogAsset
        {
            Asset = Merged(c, row.Id) ?? (row.LastBody is { } last ? Read(last) : new() { Urn = urn, Kind = row.Kind, Name = row.Name, Target = "" }),
            FirstRun = Guid.Parse(row.FirstRun),
            FirstSeen = new(row.FirstSeen, TimeSpan.Zero),
            LastRun = Guid.Parse(row.LastRun),
            LastSeen = new(row.LastSeen, TimeSpan.Zero),
            RetiredRun = row.Retired is null ? null : Guid.Parse(row.Retired),
            RetiredAt = row.RetiredAt is { } at ? new DateTimeOffset(at, TimeSpan.Zero) : null,
            Health = HealthOf(c, row.Id),
            Outgoing = c.Query(
                "SELECT DISTINCT r.kind, a.urn, a.kind, a.name FROM catalog_relations r JOIN catalog_assets a ON a.id = r.target WHERE r.source = $1 ORDER BY r.kind, a.urn", End, row.Id),
            Incoming = c.Query(
                "SELECT DISTINCT r.kind, a.urn, a.kind, a.name FROM catalog_relations r JOIN catalog_assets a ON a.id = r.source WHERE r.target = $1 ORDER BY r.kind, a.urn", End, row.Id),
        };
    });

    /// <summary>Everything, or what one repository (by URN, or as the user gave it) sees; null for a repository that is not known.</summary>
    public CatalogExport? Export(string? target = null) => store.Read(c => c.Snapshot(() =>
        target is null ? Export(c, null) : Repository(c, target) is { } id ? Export(c, id) : null));

    /// <summary>The CycloneDX 1.6 document of one repository (by URN, or as the user gave it); null for a repository that is not known.</summary>
    public JsonObject? Sbom(string target) => store.Read(c => c.Snapshot(() =>
    {
        if (Repository(c, target) is not { } id)
            return null;
        var export = Export(c, id);
        var (urn, scanned) = c.Query(
            "SELECT a.urn, n.scanned FROM catalog_assets a LEFT JOIN catalog_scans n ON n.repository = a.id WHERE a.id = $1",
            r => (r.GetString(0), r.IsDBNull(1) ? (DateTimeOffset?)null : new(r.GetInt64(1), TimeSpan.Zero)), id)[0];
        return CycloneDx.Document(new(urn, scanned, export.Assets, export.Relations), _version);
    }));

    /// <summary>What a run found to be new, changed and retired; null for a run that touched no catalogue.</summary>
    public CatalogChanges? Changes(Guid run) => store.Read(c =>
    {
        if (c.Scalar("SELECT 1 FROM catalog_runs WHERE run = $1", run) is null)
            return null;
        var changes = c.Query(
            "SELECT h.change, a.urn, a.kind, a.name, h.differences FROM catalog_changes h JOIN catalog_assets a ON a.id = h.asset WHERE h.run = $1 ORDER BY a.urn",
            r => (Change: r.GetString(0), Asset: new CatalogChange
            {
                Urn = r.GetString(1),
                Kind = r.GetString(2),
                Name = r.GetString(3),
                Differences = r.GetString(4).Split(',', StringSplitOptions.RemoveEmptyEntries),
            }),
            run).ToLookup(r => r.Change, r => r.Asset, StringComparer.Ordinal);
        return new CatalogChanges { Run = run, New = [.. changes["new"]], Changed = [.. changes["changed"]], Retired = [.. changes["retired"]] };
    });

    private static long? Repository(StoreCommands c, string target) => c.Scalar(
        c.Say("""
        SELECT a.id FROM catalog_assets a JOIN catalog_sightings own ON own.repository = a.id AND own.asset = a.id
        WHERE a.kind = 'repository' AND a.retired_run IS NULL AND (a.urn = $1 OR json_extract(own.body, '$.target') = $1) ORDER BY a.urn LIMIT 1
        """), target) as long?;

    private static CatalogueStructure Structure(StoreCommands c) => c.Snapshot(() => StructureStatements.All(c));

    private static AssetHealth? HealthOf(StoreCommands c, long asset)
    {
        if (c.Scalar("SELECT s.repository FROM catalog_sightings s JOIN catalog_assets a ON a.id = s.asset WHERE a.id = $1 AND a.kind NOT IN ('package', 'image', 'action', 'owner') LIMIT 1", asset) is not long repository)
            return null;
        var structure = c.Snapshot(() => StructureStatements.Of(c, repository));
        return structure.Declared.FirstOrDefault(a => a.Id == asset) is { } found ? HealthScore.Of(structure, found) : null;
    }

    private static LineageTree Tree(StoreCommands c, long root, bool up, int? depth)
    {
        var (edges, complete) = LineageStatements.Walk(c, root, up);
        var places = LineageStatements.Places(c, edges.Select(e => e.Far).Append(root).Distinct()).ToDictionary(p => p.Id);
        return LineageWalk.Tree(root, edges, places, depth, complete);
    }

    private static CatalogRelation End(System.Data.Common.DbDataReader r) =>
        new() { Kind = r.GetString(0), Urn = r.GetString(1), AssetKind = r.GetString(2), Name = r.GetString(3) };

    private static CatalogExport Export(StoreCommands c, long? repository)
    {
        var bodies = c.Query(
            """
            SELECT s.body FROM catalog_sightings s JOIN catalog_assets a ON a.id = s.asset JOIN catalog_assets r ON r.id = s.repository
            WHERE CAST($1 AS BIGINT) IS NULL OR s.repository = CAST($1 AS BIGINT) ORDER BY a.urn, r.urn
            """,
            r => Read(r.GetString(0)), repository);
        return new()
        {
            Assets = [.. bodies.GroupBy(a => a.Urn, StringComparer.Ordinal).Select(g => Merge([.. g]))],
            Relations = c.Query(
                """
                SELECT DISTINCT f.urn, r.kind, t.urn FROM catalog_relations r JOIN catalog_assets f ON f.id = r.source JOIN catalog_assets t ON t.id = r.target
                WHERE CAST($1 AS BIGINT) IS NULL OR r.repository = CAST($1 AS BIGINT) ORDER BY f.urn, r.kind, t.urn
                """,
                r => new Relation { From = r.GetString(0), Kind = r.GetString(1), To = r.GetString(2) }, repository),
        };
    }

    private static Asset? Merged(StoreCommands c, long id)
    {
        var seen = c.Query(
            "SELECT s.body FROM catalog_sightings s JOIN catalog_assets r ON r.id = s.repository WHERE s.asset = $1 ORDER BY r.urn", r => Read(r.GetString(0)), id);
        return seen.Count == 0 ? null : Merge(seen);
    }

    /// <summary>One asset as all its repositories see it: the first one's text, everyone's properties and places.</summary>
    private static Asset Merge(List<Asset> seen) => seen.Count == 1 ? seen[0] : seen[0] with
    {
        Properties = seen.SelectMany(a => a.Properties).DistinctBy(p => p.Key, StringComparer.Ordinal).ToImmutableSortedDictionary(StringComparer.Ordinal),
        Places = [.. seen.SelectMany(a => a.Places)],
    };

    private static Asset Read(string body) => JsonSerializer.Deserialize<Asset>(body, CortexJson.Options)!;
}
