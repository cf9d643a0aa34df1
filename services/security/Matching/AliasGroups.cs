using Cortex.Security.Advisories.Stored;

namespace Cortex.Security.Matching;

/// <summary>
/// Advisories that name each other, or a common id, as an alias speak of one vulnerability. Ids that are only related, or upstream, do
/// not: the format keeps those apart.
/// </summary>
internal static class AliasGroups
{
    /// <summary>In the order of each group's first id; within a group by id.</summary>
    public static IEnumerable<IReadOnlyList<PackageAdvisory>> Of(IReadOnlyList<PackageAdvisory> advisories)
    {
        if (advisories.Count < 2)
            return [.. advisories.Select(only => new[] { only })];
        var parents = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var advisory in advisories)
        {
            foreach (var id in advisory.Advisory.Ids())
                parents[Root(parents, id)] = Root(parents, advisory.Advisory.Id);
        }
        return advisories
            .GroupBy(advisory => Root(parents, advisory.Advisory.Id), StringComparer.Ordinal)
            .Select(group => group.OrderBy(m => m.Advisory.Id, StringComparer.Ordinal).ToList())
            .OrderBy(members => members[0].Advisory.Id, StringComparer.Ordinal);
    }

    private static string Root(Dictionary<string, string> parents, string id)
    {
        parents.TryAdd(id, id);
        var root = id;
        while (parents[root] != root)
            root = parents[root] = parents[parents[root]];
        return root;
    }
}
