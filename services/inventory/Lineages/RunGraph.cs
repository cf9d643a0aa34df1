using Cortex.Contracts.Catalog;
using Cortex.Inventory.Catalogue;
using Cortex.Inventory.Discovery.Identity;

namespace Cortex.Inventory.Lineages;

/// <summary>The assets and relations of a run's repositories as one graph.</summary>
internal sealed class RunGraph
{
    /// <summary>Kinds that a picture of what runs where does not need: they are counted, not drawn.</summary>
    private static readonly string[] NotDrawn = [Kinds.Owner, Kinds.Action, Kinds.Job, Kinds.Workflow, Kinds.Kustomization];

    private readonly Dictionary<string, Asset> _assets;
    private readonly Dictionary<string, int> _repositories;
    private readonly ILookup<string, Relation> _incoming;
    private readonly ILookup<string, Relation> _outgoing;
    private readonly IReadOnlyList<CataloguedTarget> _scans;

    public RunGraph(IReadOnlyList<CataloguedTarget> scans)
    {
        _scans = scans;
        var seen = scans.SelectMany(s => s.Assets).GroupBy(a => a.Urn, StringComparer.Ordinal).ToList();
        _assets = seen.ToDictionary(g => g.Key, g => g.First() with { Places = [.. g.SelectMany(a => a.Places)] }, StringComparer.Ordinal);
        _repositories = seen.ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
        Relations = [.. scans.SelectMany(s => s.Relations).Distinct()];
        _incoming = Relations.ToLookup(r => r.To, StringComparer.Ordinal);
        _outgoing = Relations.ToLookup(r => r.From, StringComparer.Ordinal);
    }

    public IReadOnlyCollection<Asset> Assets => _assets.Values;

    public IReadOnlyList<Relation> Relations { get; }

    public Asset? this[string urn] => _assets.GetValueOrDefault(urn);

    public int RepositoriesOf(string urn) => _repositories.GetValueOrDefault(urn);

    /// <summary>What repositories share, the most widely used first; among equals the kinds take turns.</summary>
    public List<Asset> MostUsed(int most) =>
    [
        .. _assets.Values.Where(a => a.Places.Count > 0 && !NotDrawn.Contains(a.Kind))
            .GroupBy(a => (a.Kind, Repositories: RepositoriesOf(a.Urn)))
            .SelectMany(peers => peers
                .OrderByDescending(a => a.Places.Any(p => p.Direct == true)).ThenByDescending(a => Uses(_incoming[a.Urn]).Count()).ThenBy(a => a.Urn, StringComparer.Ordinal)
                .Select((asset, turn) => (Asset: asset, Turn: turn, peers.Key.Repositories)))
            .OrderByDescending(a => a.Repositories).ThenBy(a => a.Turn).ThenBy(a => a.Asset.Kind, StringComparer.Ordinal)
            .Take(most).Select(a => a.Asset),
    ];

    /// <summary>What the repositories declare that uses those, or one another; each repository in turn gives its most connected.</summary>
    public List<Asset> UsersOf(List<Asset> used, List<CataloguedTarget> repositories, int most)
    {
        var wanted = used.Select(a => a.Urn).ToHashSet(StringComparer.Ordinal);
        var byRepository = repositories.Select(s => s.Assets
            .Where(a => a.Places.Count == 0 && a.Kind != Kinds.Repository && !NotDrawn.Contains(a.Kind))
            .Select(a => (Asset: a, Chosen: Uses(_outgoing[a.Urn]).Count(r => wanted.Contains(r.To)), All: Uses(_outgoing[a.Urn]).Count() + Uses(_incoming[a.Urn]).Count()))
            .Where(a => a.All > 0)
            .OrderByDescending(a => a.Chosen).ThenByDescending(a => a.All).ThenBy(a => a.Asset.Urn, StringComparer.Ordinal)
            .Select(a => a.Asset).ToList()).ToList();
        var users = new List<Asset>();
        for (var turn = 0; users.Count < most && byRepository.Exists(assets => assets.Count > turn); turn++)
            users.AddRange(byRepository.Where(assets => assets.Count > turn).Select(assets => assets[turn]).Take(most - users.Count));
        return users;
    }

    /// <summary>Relations between the nodes, with what they contain through others; and a repository's own use of what none of its nodes uses.</summary>
    public List<Relation> EdgesBetween(HashSet<string> nodes)
    {
        var edges = Relations.Where(r => r.Kind != Kinds.OwnedBy && r.Kind != Kinds.Contains && nodes.Contains(r.From) && nodes.Contains(r.To)).ToHashSet();
        foreach (var scan in _scans.Where(s => nodes.Contains(s.Repository)))
        {
            var declared = scan.Assets.Where(a => a.Places.Count == 0 && a.Urn != scan.Repository && nodes.Contains(a.Urn)).ToList();
            edges.UnionWith(declared.Select(a => new Relation { From = scan.Repository, Kind = Kinds.Contains, To = a.Urn }));
            var reached = declared.SelectMany(a => _outgoing[a.Urn]).Select(r => r.To).ToHashSet(StringComparer.Ordinal);
            edges.UnionWith(scan.Assets.Where(a => a.Places.Count > 0 && nodes.Contains(a.Urn) && !reached.Contains(a.Urn))
                .Select(a => new Relation { From = scan.Repository, Kind = Kinds.DependsOn, To = a.Urn }));
        }

        return [.. edges.OrderBy(r => r.From, StringComparer.Ordinal).ThenBy(r => r.Kind, StringComparer.Ordinal).ThenBy(r => r.To, StringComparer.Ordinal)];
    }

    private static IEnumerable<Relation> Uses(IEnumerable<Relation> relations) => relations.Where(r => r.Kind != Kinds.Contains && r.Kind != Kinds.OwnedBy);
}
