using Cortex.Hosting.Suggestions;
using Cortex.Inventory.Discovery.Identity;
using Cortex.Messaging.Stores;

namespace Cortex.Inventory.Catalogue.Names;

/// <summary>What a person may mean by a name: a URN, a purl, a name, a repository as it was given, or the beginning of one of these.</summary>
internal static class AssetNames
{
    private const int MostCandidates = 20;
    private const int MostNearest = 5;
    private const int LongestName = 2048;

    public static AssetChoice Find(StoreCommands commands, string name)
    {
        if (name.Length is 0 or > LongestName)
            return AssetChoice.None([]);
        foreach (var exact in (string[])[name, AssetUrn.Package(name)])
        {
            if (Urns(commands, "SELECT urn FROM catalog_assets WHERE urn = $1", exact) is [var one])
                return AssetChoice.One(one);
        }

        var choice = Choose(commands, name);
        if (choice.Urn is not null || choice.Candidates.Count > 0)
            return choice;
        // A path of an address keeps its escaped slashes.
        return name.Contains("%2F", StringComparison.OrdinalIgnoreCase)
            ? Find(commands, name.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase))
            : AssetChoice.None(NearestOf(commands, name));
    }

    private static AssetChoice Choose(StoreCommands commands, string name)
    {
        string[] questions =
        [
            "SELECT urn FROM catalog_assets WHERE name = $1 COLLATE NOCASE AND name = $1 AND retired_run IS NULL ORDER BY urn",
            "SELECT a.urn FROM catalog_scans s JOIN catalog_assets a ON a.id = s.repository WHERE s.target = $1 AND a.retired_run IS NULL ORDER BY a.urn",
            "SELECT urn FROM catalog_assets WHERE name = $1 COLLATE NOCASE AND retired_run IS NULL ORDER BY urn",
            "SELECT urn FROM catalog_assets WHERE urn >= $1 AND urn < $1 || char(1114111) AND retired_run IS NULL ORDER BY urn",
            "SELECT urn FROM catalog_assets WHERE urn >= 'urn:cortex:package:' || $1 AND urn < 'urn:cortex:package:' || $1 || char(1114111) AND retired_run IS NULL ORDER BY urn",
            "SELECT urn FROM catalog_assets WHERE name >= $1 COLLATE NOCASE AND name < ($1 || char(1114111)) COLLATE NOCASE AND retired_run IS NULL ORDER BY urn",
            "SELECT urn FROM catalog_assets WHERE name = $1 COLLATE NOCASE AND retired_run IS NOT NULL ORDER BY urn",
        ];
        foreach (var question in questions)
        {
            var found = Urns(commands, $"{question} LIMIT {MostCandidates + 1}", name);
            if (found.Count > 0)
                return found is [var one] ? AssetChoice.One(one) : AssetChoice.Several([.. found.Take(MostCandidates)], found.Count > MostCandidates);
        }

        return AssetChoice.None([]);
    }

    private static List<string> Urns(StoreCommands commands, string sql, string name) => commands.Query(commands.Say(sql), r => r.GetString(0), name);

    /// <summary>Names in which every word is begun, then the one with the fewest edits.</summary>
    private static List<string> NearestOf(StoreCommands commands, string name)
    {
        var nearest = SearchText.Asked(name) is { Count: > 0 } words ? SearchIndex.Names(commands, words, MostNearest - 1) : [];
        var known = commands.Query(
            "SELECT DISTINCT name FROM catalog_assets WHERE retired_run IS NULL AND length(name) BETWEEN $1 AND $2 ORDER BY name",
            r => r.GetString(0), name.Length * 2 / 3, (name.Length * 3 / 2) + 1);
        if (Nearest.Of(name, known) is { } edited && !nearest.Contains(edited, StringComparer.Ordinal))
            nearest.Add(edited);
        return nearest;
    }
}

/// <summary>One asset, or those among which the name does not choose, or the nearest names.</summary>
public sealed record AssetChoice(string? Urn, IReadOnlyList<string> Candidates, bool More, IReadOnlyList<string> Nearest)
{
    internal static AssetChoice One(string urn) => new(urn, [], false, []);

    internal static AssetChoice Several(IReadOnlyList<string> candidates, bool more) => new(null, candidates, more, []);

    internal static AssetChoice None(IReadOnlyList<string> nearest) => new(null, [], false, nearest);
}
