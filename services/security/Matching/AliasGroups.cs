using Cortex.Security.Advisories.Stored;

namespace Cortex.Security.Matching;

/// <summary>Advisories that name each other, or a common id, speak of one vulnerability.</summary>
internal static class AliasGroups
{
    /// <summary>In the order of each group's first id; within a group by id.</summary>
    public static IEnumerable<IReadOnlyList<PackageAdvisory>> Of(IReadOnlyList<PackageAdvisory> advisories)
    {
        var groups = new List<(HashSet<string> Ids, List<PackageAdvisory> Members)>();
        foreach (var advisory in advisories)
        {
            var ids = advisory.Advisory.Aliases.Append(advisory.Advisory.Id).ToHashSet(StringComparer.Ordinal);
            var members = new List<PackageAdvisory> { advisory };
            foreach (var joined in groups.Where(group => group.Ids.Overlaps(ids)).ToList())
            {
                groups.Remove(joined);
                ids.UnionWith(joined.Ids);
                members.AddRange(joined.Members);
            }
            groups.Add((ids, members));
        }
        return groups
            .Select(group => group.Members.OrderBy(m => m.Advisory.Id, StringComparer.Ordinal).ToList())
            .OrderBy(members => members[0].Advisory.Id, StringComparer.Ordinal);
    }
}
