using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Cortex.Contracts;
using Cortex.Contracts.Catalog;
using Cortex.Messaging.Stores;

namespace Cortex.Inventory.Catalogue;

/// <summary>Brings the catalogue up to date with one run's scans, inside one transaction.</summary>
internal sealed class CatalogueWriter(StoreCommands commands, Guid run, DateTimeOffset now)
{
    private readonly Dictionary<string, long> _ids = new(StringComparer.Ordinal);

    /// <summary>Assets that this run touched: whether they were there before it, and what differs.</summary>
    private readonly Dictionary<long, (bool WasThere, SortedSet<string> Differences)> _touched = [];

    private sealed record Sighting(long Id, string Body, Asset Asset);

    public CatalogueUpdate Apply(IReadOnlyList<CataloguedTarget> targets)
    {
        var results = Fingerprint(targets);
        if (commands.Query("SELECT outcome FROM catalog_runs WHERE run = $1 AND results = $2", r => r.GetString(0), run, results) is [var known])
            return JsonSerializer.Deserialize<CatalogueUpdate>(known, CortexJson.Options)!;

        RecallEarlier();
        foreach (var target in targets)
            Apply(target);
        Settle();
        var update = Measure(targets);
        commands.Execute(
            "INSERT INTO catalog_runs (run, results, outcome) VALUES ($1, $2, $3) ON CONFLICT (run) DO UPDATE SET results = excluded.results, outcome = excluded.outcome",
            run, results, JsonSerializer.Serialize(update, CortexJson.Options));
        return update;
    }

    /// <summary>Written into the hash as it comes: a large fleet's scans are some hundred megabytes of text.</summary>
    private static string Fingerprint(IReadOnlyList<CataloguedTarget> targets)
    {
        using var hash = SHA256.Create();
        using (var stream = new CryptoStream(Stream.Null, hash, CryptoStreamMode.Write))
            JsonSerializer.Serialize(stream, targets, CortexJson.Options);
        return Convert.ToHexStringLower(hash.Hash!);
    }

    /// <summary>A run whose worker was retried is applied again: what it made new stays new.</summary>
    private void RecallEarlier()
    {
        var rows = commands.Query(
            "SELECT asset, change, differences FROM catalog_changes WHERE run = $1",
            r => (Asset: r.GetInt64(0), Change: r.GetString(1), Differences: r.GetString(2)), run);
        foreach (var row in rows)
            _touched[row.Asset] = (row.Change != "new", new(row.Differences.Split(',', StringSplitOptions.RemoveEmptyEntries), StringComparer.Ordinal));
    }

    private void Apply(CataloguedTarget target)
    {
        var repositoryAsset = target.Assets.First(a => a.Urn == target.Repository);
        var repository = Identify(repositoryAsset);
        var known = Known(repository);
        var before = Relations(repository);
        var seen = target.Assets.Select(a => a.Urn).ToHashSet(StringComparer.Ordinal);
        var kept = known.Values.Where(s => !seen.Contains(s.Asset.Urn) && (!target.Complete || IsUnreadable(s.Asset, target))).Select(s => s.Asset.Urn).ToHashSet(StringComparer.Ordinal);
        HashSet<Relation> after =
        [
            .. target.Relations.Where(r => seen.Contains(r.To)),
            .. before.Where(r => kept.Contains(r.From) || kept.Contains(r.To) || (!target.Complete && seen.Contains(r.From))),
        ];

        var outgoingBefore = before.ToLookup(r => r.From, StringComparer.Ordinal);
        var outgoingAfter = after.ToLookup(r => r.From, StringComparer.Ordinal);
        foreach (var asset in target.Assets)
            See(repository, asset, known.GetValueOrDefault(asset.Urn), outgoingBefore, outgoingAfter);
        foreach (var gone in known.Values.Where(s => !seen.Contains(s.Asset.Urn) && !kept.Contains(s.Asset.Urn)))
            Lose(repository, gone);
        Write(repository, before, after);
        if (target.Complete)
        {
            commands.Execute(
                "INSERT INTO catalog_scans (repository, target, run, scanned) VALUES ($1, $2, $3, $4) ON CONFLICT (repository) DO UPDATE SET target = excluded.target, run = excluded.run, scanned = excluded.scanned",
                repository, target.Target, run, now);
        }
    }

    private static bool IsUnreadable(Asset asset, CataloguedTarget target) =>
        asset.Places.Count == 0 ? asset.Path is not null && target.Unreadable.Contains(asset.Path) : asset.Places.Any(p => p.Path is not null && target.Unreadable.Contains(p.Path));

    private Dictionary<string, Sighting> Known(long repository)
    {
        var known = commands.Query(
            "SELECT s.asset, s.body, a.urn FROM catalog_sightings s JOIN catalog_assets a ON a.id = s.asset WHERE s.repository = $1",
            r => (Id: r.GetInt64(0), Body: r.GetString(1), Urn: r.GetString(2)), repository);
        foreach (var row in known)
            _ids[row.Urn] = row.Id;
        return known.ToDictionary(k => k.Urn, k => new Sighting(k.Id, k.Body, JsonSerializer.Deserialize<Asset>(k.Body, CortexJson.Options)!), StringComparer.Ordinal);
    }

    private HashSet<Relation> Relations(long repository) => [.. commands.Query(
        "SELECT f.urn, r.kind, t.urn FROM catalog_relations r JOIN catalog_assets f ON f.id = r.source JOIN catalog_assets t ON t.id = r.target WHERE r.repository = $1",
        r => new Relation { From = r.GetString(0), Kind = r.GetString(1), To = r.GetString(2) }, repository)];

    private void See(long repository, Asset asset, Sighting? before, ILookup<string, Relation> relationsBefore, ILookup<string, Relation> relationsAfter)
    {
        var id = before?.Id ?? Identify(asset);
        var body = JsonSerializer.Serialize(asset, CortexJson.Options);
        if (before is null)
        {
            Touch(id, "places");
            commands.Execute("INSERT INTO catalog_sightings (repository, asset, body) VALUES ($1, $2, $3)", repository, id, body);
            return;
        }

        var differences = AssetDifference.Between(before.Asset, asset, relationsBefore[asset.Urn], relationsAfter[asset.Urn]);
        if (differences.Count > 0)
            Touch(id, differences);
        if (before.Body != body)
            commands.Execute("UPDATE catalog_sightings SET body = $3 WHERE repository = $1 AND asset = $2", repository, id, body);
        if (before.Asset.Name != asset.Name)
            commands.Execute("UPDATE catalog_assets SET name = $2 WHERE id = $1", id, asset.Name);
        if (differences.Count > 0)
            SearchIndex.Put(commands, id, asset);
    }

    private void Lose(long repository, Sighting gone)
    {
        Touch(gone.Id, "places");
        // The last scan that saw it is the one before this.
        commands.Execute(
            """
            UPDATE catalog_assets SET last_run = s.run, last_seen = s.scanned
            FROM catalog_scans s WHERE s.repository = $2 AND catalog_assets.id = $1 AND s.scanned > catalog_assets.last_seen
            """, gone.Id, repository);
        commands.Execute("UPDATE catalog_assets SET last_body = $2 WHERE id = $1", gone.Id, gone.Body);
        commands.Execute("DELETE FROM catalog_sightings WHERE repository = $1 AND asset = $2", repository, gone.Id);
    }

    private void Write(long repository, HashSet<Relation> before, HashSet<Relation> after)
    {
        foreach (var relation in before.Where(r => !after.Contains(r)))
        {
            commands.Execute(
                "DELETE FROM catalog_relations WHERE repository = $1 AND source = $2 AND kind = $3 AND target = $4",
                repository, _ids[relation.From], relation.Kind, _ids[relation.To]);
        }

        foreach (var relation in after.Where(r => !before.Contains(r)))
        {
            commands.Execute(
                "INSERT INTO catalog_relations (repository, source, kind, target) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
                repository, _ids[relation.From], relation.Kind, _ids[relation.To]);
        }
    }

    private long Identify(Asset asset)
    {
        if (_ids.TryGetValue(asset.Urn, out var id))
            return id;
        if (commands.Scalar("SELECT id FROM catalog_assets WHERE urn = $1", asset.Urn) is long known)
            return _ids[asset.Urn] = known;
        var created = (long)commands.Scalar(
            "INSERT INTO catalog_assets (urn, kind, name, first_run, first_seen, last_run, last_seen, retired_run) VALUES ($1, $2, $3, $4, $5, $4, $5, '') RETURNING id",
            asset.Urn, asset.Kind, asset.Name, run, now)!;
        Touch(created, "places");
        return _ids[asset.Urn] = created;
    }

    private void Touch(long id, params IEnumerable<string> differences)
    {
        if (!_touched.TryGetValue(id, out var touched))
        {
            touched = (commands.Scalar("SELECT retired_run FROM catalog_assets WHERE id = $1", id) is null, new(StringComparer.Ordinal));
            _touched[id] = touched;
        }

        touched.Differences.UnionWith(differences);
    }

    /// <summary>Decides, once all repositories are in, what became of each touched asset.</summary>
    private void Settle()
    {
        commands.Execute("DELETE FROM catalog_changes WHERE run = $1", run);
        foreach (var (id, (wasThere, differences)) in _touched)
        {
            var body = commands.Query("SELECT body FROM catalog_sightings WHERE asset = $1 ORDER BY repository LIMIT 1", r => r.GetString(0), id).FirstOrDefault();
            if (body is null)
            {
                commands.Execute("UPDATE catalog_assets SET retired_run = $2, retired_at = $3 WHERE id = $1 AND (retired_run IS NULL OR retired_run = '')", id, run, now);
                SearchIndex.Remove(commands, id);
                if (wasThere)
                    Note(id, "retired", []);
                continue;
            }

            commands.Execute("UPDATE catalog_assets SET retired_run = NULL, retired_at = NULL, last_body = NULL, last_run = $2, last_seen = $3 WHERE id = $1", id, run, now);
            if (!wasThere)
                SearchIndex.Put(commands, id, JsonSerializer.Deserialize<Asset>(body, CortexJson.Options)!);
            if (!wasThere || differences.Count > 0)
                Note(id, wasThere ? "changed" : "new", wasThere ? differences : []);
        }
    }

    private void Note(long id, string change, IEnumerable<string> differences) => commands.Execute(
        "INSERT INTO catalog_changes (run, asset, change, differences) VALUES ($1, $2, $3, $4)", run, id, change, string.Join(',', differences));

    private CatalogueUpdate Measure(IReadOnlyList<CataloguedTarget> targets)
    {
        var assets = new HashSet<long>();
        foreach (var target in targets)
            assets.UnionWith(commands.Query("SELECT asset FROM catalog_sightings WHERE repository = $1", r => r.GetInt64(0), _ids[target.Repository]));
        var changes = commands.Query("SELECT change, COUNT(*) FROM catalog_changes WHERE run = $1 GROUP BY change", r => (Change: r.GetString(0), Count: r.GetInt32(1)), run);
        return new()
        {
            Assets = assets.Count,
            Repositories = targets.Count,
            New = changes.FirstOrDefault(c => c.Change == "new").Count,
            Changed = changes.FirstOrDefault(c => c.Change == "changed").Count,
            Retired = changes.FirstOrDefault(c => c.Change == "retired").Count,
            Total = (int)(long)commands.Scalar("SELECT COUNT(*) FROM catalog_assets WHERE retired_run IS NULL")!,
        };
    }
}
