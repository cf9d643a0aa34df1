using System.Text.RegularExpressions;
using Cortex.Contracts.Catalog;
using Cortex.Messaging.Stores;

namespace Cortex.Inventory.Catalogue;

/// <summary>The full-text index: FTS5 in SQLite, tsvector in PostgreSQL. Both hold words of letters and digits and match the beginning of a word.</summary>
internal static partial class SearchIndex
{
    /// <summary>Weights of name, kind and other words: FTS5 takes them in its bm25, PostgreSQL as the classes A, C and D.</summary>
    private const string Best = "bm25(catalog_search, 10.0, 3.0, 1.0)";

    public static void Put(StoreCommands commands, long asset, Asset content)
    {
        Remove(commands, asset);
        var words = SearchText.WordsOf(content);
        if (commands.Engine == StoreEngine.Sqlite)
            commands.Execute("INSERT INTO catalog_search (rowid, name, kind, words) VALUES ($1, $2, $3, $4)", asset, content.Name, content.Kind, words);
        else
            commands.Execute(
                """
                INSERT INTO catalog_search (asset, document) VALUES ($1,
                    setweight(array_to_tsvector(string_to_array($2, ' ')), 'A') || setweight(array_to_tsvector(string_to_array($3, ' ')), 'C') || setweight(array_to_tsvector(string_to_array($4, ' ')), 'D'))
                """,
                asset, Words(content.Name), Words(content.Kind), Words(words));
    }

    public static void Remove(StoreCommands commands, long asset) =>
        commands.Execute(commands.Engine == StoreEngine.Sqlite ? "DELETE FROM catalog_search WHERE rowid = $1" : "DELETE FROM catalog_search WHERE asset = $1", asset);

    /// <summary>Best match first: the exact name, then by rank.</summary>
    public static List<long> Find(StoreCommands commands, IReadOnlyList<string> words, string exact, int limit) => commands.Query(
        commands.Engine == StoreEngine.Sqlite
            ? $"""
               SELECT a.id FROM catalog_search s JOIN catalog_assets a ON a.id = s.rowid WHERE catalog_search MATCH $1
               ORDER BY a.name = $2 COLLATE NOCASE DESC, {Best}, length(a.name), a.urn LIMIT $3
               """
            : """
              SELECT a.id FROM catalog_search s JOIN catalog_assets a ON a.id = s.asset WHERE s.document @@ to_tsquery('simple', $1)
              ORDER BY lower(a.name) = lower($2) DESC, ts_rank('{0.1, 0.1, 0.3, 1.0}', s.document, to_tsquery('simple', $1)) DESC, length(a.name), a.urn LIMIT $3
              """,
        row => row.GetInt64(0), Match(commands, words), exact, limit);

    /// <summary>Names in which every word is begun, the shortest first.</summary>
    public static List<string> Names(StoreCommands commands, IReadOnlyList<string> words, int limit) => commands.Query(
        commands.Engine == StoreEngine.Sqlite
            ? "SELECT a.name FROM catalog_search s JOIN catalog_assets a ON a.id = s.rowid WHERE catalog_search MATCH $1 GROUP BY a.name ORDER BY length(a.name), a.name LIMIT $2"
            : "SELECT a.name FROM catalog_search s JOIN catalog_assets a ON a.id = s.asset WHERE s.document @@ to_tsquery('simple', $1) GROUP BY a.name ORDER BY length(a.name), a.name LIMIT $2",
        row => row.GetString(0), Match(commands, words), limit);

    private static string Match(StoreCommands commands, IReadOnlyList<string> words) => commands.Engine == StoreEngine.Sqlite
        ? string.Join(" AND ", words.Select(word => $"\"{word}\"*"))
        : string.Join(" & ", words.Select(word => $"'{word.ToLowerInvariant()}':*"));

    private static string Words(string text) => string.Join(' ', Word().Matches(text).Select(word => word.Value.ToLowerInvariant()).Distinct(StringComparer.Ordinal));

    [GeneratedRegex(@"[\p{L}\p{N}]+", RegexOptions.NonBacktracking)]
    private static partial Regex Word();
}
