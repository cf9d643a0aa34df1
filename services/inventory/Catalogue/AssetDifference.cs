using Cortex.Contracts.Catalog;
using Cortex.Inventory.Discovery.Identity;
using Cortex.Inventory.Discovery.Repositories;

namespace Cortex.Inventory.Catalogue;

/// <summary>
/// What makes an asset a changed one: its name, path, properties, places and outgoing relations. Lines move with every edit above
/// them, counts with every commit, and a container is not changed by what it holds: these are kept up to date silently.
/// </summary>
internal static class AssetDifference
{
    public static IReadOnlyList<string> Between(Asset before, Asset after, IEnumerable<Relation> relationsBefore, IEnumerable<Relation> relationsAfter)
    {
        var differences = new SortedSet<string>(StringComparer.Ordinal);
        if (before.Name != after.Name)
            differences.Add("name");
        if (before.Places.Count == 0 && after.Places.Count == 0 && before.Path != after.Path)
            differences.Add("path");
        if (!Places(before).SetEquals(Places(after)))
            differences.Add("places");
        foreach (var name in before.Properties.Keys.Union(after.Properties.Keys, StringComparer.Ordinal).Where(n => !IsVolatile(after.Kind, n)))
        {
            if (before.Properties.GetValueOrDefault(name) != after.Properties.GetValueOrDefault(name))
                differences.Add(name);
        }

        var ends = Ends(relationsBefore);
        ends.SymmetricExceptWith(Ends(relationsAfter));
        differences.UnionWith(ends.Select(e => e.Kind));
        return [.. differences];
    }

    private static bool IsVolatile(string kind, string property) => kind == Kinds.Repository && RepositoryDiscovery.Volatile.Contains(property);

    private static HashSet<(string?, bool?, string?)> Places(Asset asset) => [.. asset.Places.Select(p => (p.Path, p.Direct, p.Scope))];

    private static HashSet<(string Kind, string To)> Ends(IEnumerable<Relation> relations) =>
        [.. relations.Where(r => r.Kind != Kinds.Contains).Select(r => (r.Kind, r.To))];
}
