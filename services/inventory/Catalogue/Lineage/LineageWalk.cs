using Cortex.Contracts.Api;

namespace Cortex.Inventory.Catalogue.Lineage;

/// <summary>The tree of shortest ways through the relations that were walked. Pure: the same relations give the same tree, in whatever order they come.</summary>
internal static class LineageWalk
{
    public static LineageTree Tree(long root, IReadOnlyList<LineageEdge> edges, IReadOnlyDictionary<long, LineagePlace> places, int? depth, bool complete)
    {
        var from = edges.ToLookup(e => e.Near);
        var reached = new HashSet<long> { root };
        var nodes = new List<(LineagePlace Place, LineageNode Node)>();
        var beyond = 0;
        var open = new Queue<(long Asset, int Depth)>([(root, 0)]);
        while (open.TryDequeue(out var near))
        {
            var next = from[near.Asset].Where(e => places.ContainsKey(e.Far))
                .OrderBy(e => e.Kind, StringComparer.Ordinal).ThenBy(e => places[e.Far].Kind, StringComparer.Ordinal).ThenBy(e => places[e.Far].Urn, StringComparer.Ordinal);
            foreach (var edge in next.Where(e => reached.Add(e.Far)))
            {
                open.Enqueue((edge.Far, near.Depth + 1));
                if (near.Depth >= depth)
                    beyond++;
                else
                    nodes.Add((places[edge.Far], Node(places[edge.Far], near.Depth + 1, edge.Kind, places[near.Asset].Urn)));
            }
        }

        return new()
        {
            Assets = nodes.Count,
            Beyond = beyond,
            Complete = complete,
            Kinds = [.. nodes.GroupBy(n => n.Node.Kind, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => new CatalogKind { Kind = g.Key, Assets = g.Count() })],
            Repositories = [.. nodes.Where(n => n.Place.Repository is not null).GroupBy(n => n.Place.Repository!, StringComparer.Ordinal)
                .OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal)
                .Select(g => new CatalogShare { Repository = g.Key, Name = g.First().Place.RepositoryName!, Assets = g.Count() })],
            Nodes = [.. nodes.Select(n => n.Node)],
        };
    }

    private static LineageNode Node(LineagePlace place, int depth, string relation, string parent) => new()
    {
        Urn = place.Urn,
        Kind = place.Kind,
        Name = place.Name,
        Repository = place.Repository,
        Depth = depth,
        Relation = relation,
        Parent = parent,
    };
}
