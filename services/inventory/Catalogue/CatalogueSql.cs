using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Cortex.Messaging.Stores;

namespace Cortex.Inventory.Catalogue;

/// <summary>The catalogue's statements are written for SQLite; PostgreSQL says a few of their words differently.</summary>
internal static partial class CatalogueSql
{
    private static readonly ConcurrentDictionary<string, string> _translated = new(StringComparer.Ordinal);

    /// <summary>The statement as the store's engine says it.</summary>
    public static string Say(this StoreCommands commands, string sql) =>
        commands.Engine == StoreEngine.Sqlite ? sql : _translated.GetOrAdd(sql, Translate);

    private static string Translate(string sql)
    {
        sql = Member().Replace(sql, found => $"({found.Groups["body"].Value}::jsonb #>> '{{{found.Groups["path"].Value.Replace('.', ',')}}}')");
        sql = IgnoringCase().Replace(sql, "lower(${left}) ${operator} lower(${right})");
        // SQLite takes the word as an order to join from left to right; there it may have a condition.
        sql = OrderedJoin().Replace(sql, "JOIN ${table} ON");
        return sql.Replace("char(1114111)", "chr(1114111)", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"json_extract\((?<body>[a-z.]+), '\$\.(?<path>[A-Za-z.]+)'\)", RegexOptions.NonBacktracking)]
    private static partial Regex Member();

    [GeneratedRegex(@"(?<left>[a-z.]+) (?<operator>=|>=|<) (?<right>\$\d|\(\$\d \|\| char\(1114111\)\)) COLLATE NOCASE", RegexOptions.NonBacktracking)]
    private static partial Regex IgnoringCase();

    [GeneratedRegex(@"CROSS JOIN (?<table>[a-z_]+ [a-z]+) ON", RegexOptions.NonBacktracking)]
    private static partial Regex OrderedJoin();
}
