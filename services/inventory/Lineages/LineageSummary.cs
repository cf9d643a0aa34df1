using System.Collections.Immutable;
using Cortex.Contracts.Catalog;
using Cortex.Inventory.Catalogue;
using Cortex.Inventory.Discovery.Identity;

namespace Cortex.Inventory.Lineages;

/// <summary>
/// The most connected part of what a run catalogued: its repositories, what several of them use, and what in them uses it. Pure; the
/// same scans give the same summary.
/// </summary>
internal static class LineageSummary
{
    private const int MostRepositories = 12;
    private const int MostUsed = 14;
    private const int MostUsers = 16;

    public static Lineage? Of(IReadOnlyList<CataloguedTarget> scans)
    {
        if (scans.Count == 0)
            return null;
        var graph = new RunGraph(scans);
        var repositories = scans.OrderByDescending(s => s.Assets.Count).ThenBy(s => s.Repository, StringComparer.Ordinal).Take(MostRepositories).ToList();
        var used = graph.MostUsed(MostUsed);
        var users = graph.UsersOf(used, repositories, MostUsers);
        List<Asset> nodes = [.. repositories.Select(s => graph[s.Repository]).OfType<Asset>(), .. users, .. used];
        return new Lineage
        {
            Assets = graph.Assets.Count,
            Relations = graph.Relations.Count,
            Kinds = graph.Assets.CountBy(a => a.Kind, StringComparer.Ordinal).ToImmutableSortedDictionary(StringComparer.Ordinal),
            Nodes = [.. nodes.Select(asset => Node(asset, graph, scans))],
            Edges = graph.EdgesBetween([.. nodes.Select(a => a.Urn)]),
        };
    }

    private static LineageNode Node(Asset asset, RunGraph graph, IReadOnlyList<CataloguedTarget> scans) => new()
    {
        Urn = asset.Urn,
        Kind = asset.Kind,
        Name = asset.Name,
        Detail = asset.Places.Count > 0 ? null : asset.Properties.GetValueOrDefault("kind") ?? asset.Path,
        Target = asset.Places.Count == 0 ? asset.Target : null,
        Repositories = graph.RepositoriesOf(asset.Urn),
        Assets = asset.Kind == Kinds.Repository ? scans.First(s => s.Repository == asset.Urn).Assets.Count : null,
    };
}
